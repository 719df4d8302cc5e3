package dev.sluice.worker.execution;

import dev.sluice.worker.gate.Verdict;

/**
 * What an attempt's outcome says about whatever its type depends on. Only what another attempt
 * might mend is a sign of trouble there: a task with wrong params, with too much output or with a
 * deadline that is too close fails everywhere and at all times.
 */
final class Verdicts {

  private Verdicts() {}

  static Verdict of(AttemptOutcome outcome) {
    return switch (outcome) {
      case AttemptOutcome.Succeeded succeeded -> Verdict.SUCCEEDED;
      case AttemptOutcome.Failed failed -> of(failed);
      case AttemptOutcome.Stopped stopped ->
          stopped.cause() == StopCause.TIMEOUT ? Verdict.OVERLOADED : Verdict.SAYS_NOTHING;
      case AttemptOutcome.Deferred deferred -> Verdict.SAYS_NOTHING;
    };
  }

  private static Verdict of(AttemptOutcome.Failed failed) {
    if (failed.code() != FailureCode.HANDLER_ERROR || !failed.error().retryable()) {
      return Verdict.SAYS_NOTHING;
    }
    // Who says when to come again has too much to do now.
    return failed.notBefore().isPositive() ? Verdict.OVERLOADED : Verdict.FAILED;
  }
}
