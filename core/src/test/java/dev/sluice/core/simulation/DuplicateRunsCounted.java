package dev.sluice.core.simulation;

/**
 * I10: a task is run a second time from the same attempt on only for a worker that was lost or
 * stopped with it: duplicate runs never exceed what was in the slots of those workers.
 */
final class DuplicateRunsCounted implements Invariant {

  @Override
  public void end(Ended world) {
    Runs runs = world.runs();
    require(
        runs.duplicates() <= runs.interrupted(),
        "%d tasks were run again, %d were interrupted",
        runs.duplicates(),
        runs.interrupted());
  }
}
