package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.SiteConfig;
import java.time.Duration;

/** Something to measure that starts and ends processes itself. */
public interface ClusterWorkload {

  /** Its name on the command line and in the output. */
  String name();

  /** What it is, for people. */
  String description();

  /** After this time something is wrong. */
  Duration timeout();

  /**
   * Warms up and measures.
   *
   * @param cluster with a fresh broker and nothing else running
   * @param config for the processes that it starts
   */
  Figures measure(Cluster cluster, SiteConfig config);
}
