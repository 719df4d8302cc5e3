package dev.sluice.benchmarks.figure;

/**
 * What one step costs on its own.
 *
 * @param nanos processor time
 * @param bytesAllocated on the heap
 */
public record StepCost(double nanos, double bytesAllocated) {}
