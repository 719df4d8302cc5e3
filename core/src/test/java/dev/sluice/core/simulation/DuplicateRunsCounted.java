package dev.sluice.core.simulation;

/**
 * I10: an attempt is run a second time only for a worker that was lost or stopped with it:
 * duplicate runs never exceed the attempts that were in the slots of those workers.
 */
final class DuplicateRunsCounted implements Invariant {

  @Override
  public void end(Ended world) {
    Runs runs = world.runs();
    require(
        runs.duplicates() <= runs.interrupted(),
        "%d attempts were run again, %d were interrupted",
        runs.duplicates(),
        runs.interrupted());
  }
}
