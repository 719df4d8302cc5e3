package dev.sluice.benchmarks.figure;

/**
 * What it took to bring results out of a batch.
 *
 * @param liveMiB the most that a garbage collection left on the heap
 * @param fileBytes what was written
 */
public record WayOut(int results, double seconds, double liveMiB, long fileBytes) {}
