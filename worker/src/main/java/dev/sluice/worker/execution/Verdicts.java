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
      case AttemptOutcome.Failed failed ->
          failed.code() == FailureCode.HANDLER_ERROR && failed.error().retryable()
              ? Verdict.FAILED
              : Verdict.SAYS_NOTHING;
      case AttemptOutcome.Stopped stopped ->
          stopped.cause() == StopCause.TIMEOUT ? Verdict.OVERLOADED : Verdict.SAYS_NOTHING;
      case AttemptOutcome.Deferred deferred -> Verdict.SAYS_NOTHING;
    };
  }
}
