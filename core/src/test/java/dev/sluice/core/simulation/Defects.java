package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import java.util.List;

/** One defect at least for each invariant. */
final class Defects {

  private Defects() {}

  static List<Defect> all() {
    return List.of(
        new Defect(
            "a result is recorded twice",
            OneResultPerTaskAndRound::new,
            real -> Tampering.repeating(real, Effect.RecordResult.class::isInstance)),
        new Defect(
            "a result is not recorded",
            OneResultPerTaskAndRound::new,
            real -> Tampering.dropping(real, Effect.RecordResult.class::isInstance)),
        new Defect("needs are forgotten", ReleasedOnlyAfterNeeds::new, Tampering::withoutNeeds),
        new Defect(
            "the number of a report is not looked at",
            ReportCountsForCurrentReleaseOnly::new,
            Tampering::anyReleaseNumber),
        new Defect("a task is counted twice", TallyAddsUp::new, Tampering::miscounting),
        new Defect(
            "a result is folded twice",
            SummaryEqualsFold::new,
            real -> Tampering.repeating(real, Effect.RecordResult.class::isInstance)),
        new Defect(
            "a cancel is not obeyed",
            NothingReleasedAfterCancel::new,
            real -> Tampering.deaf(real, Event.CancelRequested.class::isInstance)),
        new Defect(
            "a pause is not obeyed",
            NothingReleasedWhileHeld::new,
            real -> Tampering.deaf(real, Event.PauseRequested.class::isInstance)),
        new Defect(
            "a submission is lost",
            NothingLostNothingInvented::new,
            real -> Tampering.deaf(real, Event.TaskSubmitted.class::isInstance)),
        new Defect(
            "attempts are not counted", RetriesWithinPolicy::new, Tampering::forgettingAttempts),
        new Defect("a retry comes at once", NotBeforeItsTime::new, Tampering::impatient),
        new Defect("a timer is lost", EndsWithinBound::new, Tampering::losingTimers),
        new Defect("a lease is not looked at", EndsWithinBound::new, Tampering::losingLeases),
        new Defect(
            "a lease that is held is doubted", LeaseEndsWithItsWorker::new, Tampering::doubting),
        new Defect(
            "a decision depends on more than its event and rows",
            ReplayGivesTheSame::new,
            Tampering.moody()),
        new Defect(
            "a task is released twice",
            DuplicateRunsCounted::new,
            real -> Tampering.repeating(real, Effect.ReleaseTask.class::isInstance)),
        new Defect(
            "a batch closes twice",
            ClosedOnce::new,
            real -> Tampering.repeating(real, Effect.BatchChanged.class::isInstance)),
        new Defect("the window is not looked at", WindowIsKept::new, Tampering::withoutWindow),
        new Defect(
            "workers are not told to stop",
            StopsReachWorkers::new,
            real -> Tampering.dropping(real, Effect.StopTask.class::isInstance)),
        new Defect(
            "a need counts only if it came first", OrderDoesNotMatter::new, Tampering::hasty),
        new Defect(
            "a duplicate leaves a row", DuplicatesChangeNothing::new, Tampering::leavingRows),
        new Defect(
            "records of a rolled back transaction are lost",
            NothingLostNothingInvented::new,
            ShellDefect.KEEPS_OFFSETS),
        new Defect(
            "rows of a rolled back transaction stay",
            ReplayGivesTheSame::new,
            ShellDefect.KEEPS_ROWS),
        new Defect("priorities are forgotten", FirstInLineFirst::new, Tampering::withoutPriority),
        new Defect(
            "a dependant's row is not written", NobodyWaitsForNothing::new, Tampering::losingRows),
        new Defect("a decision throws", DecidesEverything::new, Tampering::throwing));
  }
}
