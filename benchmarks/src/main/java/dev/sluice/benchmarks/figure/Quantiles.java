package dev.sluice.benchmarks.figure;

/** The median and the 99th percentile of a sample. */
public record Quantiles(double p50, double p99) {}
