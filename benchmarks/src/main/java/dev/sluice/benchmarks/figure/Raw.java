package dev.sluice.benchmarks.figure;

import java.util.List;

/**
 * The raw pipeline: what Kafka alone does on this machine.
 *
 * @param recordsPerSecond through both topics, from the first send to the last receipt; median
 * @param ms one record at a time through both topics, without linger
 * @param rounds records per second of each repetition
 * @param layout which process did what
 */
public record Raw(
    double recordsPerSecond,
    Quantiles ms,
    int records,
    int valueBytes,
    int partitions,
    List<Double> rounds,
    String layout)
    implements Figures {

  public Raw {
    rounds = List.copyOf(rounds);
  }

  @Override
  public List<Line> lines() {
    return List.of(
        new Line("throughput", recordsPerSecond, "records/s", 1.0),
        new Line("one record, p50", ms.p50(), "ms", 1.0),
        new Line("one record, p99", ms.p99(), "ms", 1.0));
  }
}
