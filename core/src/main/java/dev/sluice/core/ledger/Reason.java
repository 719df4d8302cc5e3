package dev.sluice.core.ledger;

/**
 * Codes for why a task ended as it did, or why an event changed nothing. Part of the public
 * records: never renamed.
 */
public enum Reason {
  // a task or record was not accepted
  INVALID_ID,
  INVALID_FIELD,
  SELF_NEED,
  CYCLE,
  UNKNOWN_NEED,
  UNKNOWN_POOL,
  UNKNOWN_INPUT,
  PAYLOAD_TOO_LARGE,
  INPUTS_TOO_LARGE,
  TOO_MANY_NEEDS,
  TOO_MANY_HEADERS,
  BATCH_TOO_LARGE,
  BATCH_SEALED,
  BATCH_CLOSED,
  CONFLICT,
  TOO_MANY_SPAWNED,
  UNSUPPORTED,

  // how a task ended
  NEED_NOT_SUCCEEDED,
  NO_NEED_FAILED,
  FAIL_FAST,
  TOO_MANY_FAILED,
  CANCEL_REQUESTED,
  CANCELLED_BEFORE_START,
  DEADLINE,
  INCOMPLETE,
  HANDED_BACK,
  LEASE_LOST,
  INPUT_NOT_FOUND,
  OUTPUT_TOO_LARGE,

  // an event that changed nothing
  DUPLICATE,
  UNKNOWN_BATCH,
  UNKNOWN_TASK,
  SUPERSEDED_RELEASE,
  ALREADY_ENDED,
  ALREADY_LEASED,
  NOT_ENDED,
  NOTHING_TO_DO,

  // why a batch that has ended is no longer there
  CLEARED
}
