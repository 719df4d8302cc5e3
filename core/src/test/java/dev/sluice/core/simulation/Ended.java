package dev.sluice.core.simulation;

import java.util.List;
import java.util.function.Supplier;

/**
 * A world that has come to rest.
 *
 * @param happeningsAfterFaults what happened from when nothing went wrong any more
 */
record Ended(
    History history,
    Scenario scenario,
    List<Partition> partitions,
    List<PartitionLog> logs,
    Runs runs,
    long happeningsAfterFaults,
    Supplier<Decider> deciders) {

  /** A partition's committed decisions, in order, and the rows that they left. */
  record Partition(List<Step> steps, Rows rows) {}

  /** The ledger as it is before its first event. */
  Decider freshDecider() {
    return deciders.get();
  }
}
