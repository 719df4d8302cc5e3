package dev.sluice.benchmarks.figure;

import java.util.List;

/** What one workload measured. */
public interface Figures {

  /** The same for people: the figure that counts first. */
  List<Line> lines();
}
