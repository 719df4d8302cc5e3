package dev.sluice.core.simulation;

import java.util.List;

/** Every invariant, new for a new world: some remember what they saw. */
final class Invariants {

  private Invariants() {}

  static List<Invariant> all() {
    return List.of(
        new DecidesEverything(),
        new OneResultPerTaskAndRound(),
        new ReleasedOnlyAfterNeeds(),
        new ReportCountsForCurrentReleaseOnly(),
        new TallyAddsUp(),
        new SummaryEqualsFold(),
        new NothingReleasedAfterCancel(),
        new NothingReleasedWhileHeld(),
        new NothingLostNothingInvented(),
        new RetriesWithinPolicy(),
        new LeaseEndsWithItsWorker(),
        new NotBeforeItsTime(),
        new EndsWithinBound(),
        new ReplayGivesTheSame(),
        new DuplicateRunsCounted(),
        new ClosedOnce(),
        new WindowIsKept(),
        new FirstInLineFirst(),
        new StopsReachWorkers(),
        new NobodyWaitsForNothing(),
        new OrderDoesNotMatter(),
        new DuplicatesChangeNothing());
  }
}
