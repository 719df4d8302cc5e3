package dev.sluice.observability;

import java.util.List;

/**
 * One line of a table of metrics: all that code and the reference page know about one.
 *
 * @param name with points, as meters are registered
 * @param unit what it counts, in words
 * @param labels the names of its labels
 * @param doc what it says, and what to do with it
 */
public record MetricSpec(String name, Kind kind, String unit, List<String> labels, String doc) {

  /** What kind of number it is. */
  public enum Kind {
    /** Only rises. */
    COUNTER,
    /** How it is now. */
    GAUGE,
    /** Durations: how many, their sum, the longest of late, and so many in each bucket. */
    TIMER
  }

  public MetricSpec {
    labels = List.copyOf(labels);
  }
}
