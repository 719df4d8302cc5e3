package dev.sluice.http.resource;

import dev.sluice.client.CommandAnswer.NothingToDo;
import dev.sluice.http.json.Body;

/** Why a command found nothing to do, where the scheduler says no more than that. */
enum Idle {
  START("NEITHER_HELD_NOR_STOPPED", "the batch runs already, or has ended"),
  STOP("NOT_RUNNING", "the batch is held or stopped already, or has ended"),
  CANCEL("ALREADY_ENDED", "the batch has ended already"),
  CANCEL_TASK("ALREADY_ENDED", "the task has ended already"),
  RETRY("NOTHING_FAILED", "no task failed, timed out, was cancelled or skipped"),
  CLEAR("ALREADY_CLEARED", "the batch was cleared already");

  private final String reason;
  private final String detail;

  Idle(String reason, String detail) {
    this.reason = reason;
    this.detail = detail;
  }

  /** What is answered: a reason for programs, and a detail for people. */
  Body answer(NothingToDo nothing) {
    String known = nothing.reason();
    String detail =
        switch (known) {
          case "NOTHING_TO_DO" -> this.detail;
          case "ALREADY_ENDED" -> this == CANCEL_TASK ? this.detail : CANCEL.detail;
          case "DUPLICATE" -> "the same was asked for before, and is being done";
          default -> "the scheduler says " + known;
        };
    return new Body()
        .with("batchId", nothing.batchId())
        .with("outcome", "NOTHING_TO_DO")
        .with("reason", known.equals("NOTHING_TO_DO") ? reason : known)
        .with("detail", detail);
  }
}
