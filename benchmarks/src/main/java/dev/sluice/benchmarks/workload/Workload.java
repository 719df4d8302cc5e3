package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.site.Site;
import java.time.Duration;

/** Something to measure on a running site of any kind. */
public interface Workload {

  /** Its name on the command line and in the output. */
  String name();

  /** What it is, for people. */
  String description();

  /** After this time something is wrong. */
  Duration timeout();

  /** Warms up and measures. */
  Figures measure(Site site);
}
