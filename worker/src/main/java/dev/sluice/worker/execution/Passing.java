package dev.sluice.worker.execution;

/**
 * What may pass jobs that wait for a slot.
 *
 * @param before jobs of smaller numbers, which are more urgent; 0: none
 * @param most so many
 */
public record Passing(int before, int most) {}
