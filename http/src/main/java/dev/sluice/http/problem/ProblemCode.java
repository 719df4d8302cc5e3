package dev.sluice.http.problem;

import java.util.Locale;

/** What can go wrong, for programs. Never renamed; new versions have new ones. */
public enum ProblemCode {
  MALFORMED_REQUEST(400, "The request is no valid HTTP"),
  INVALID_ID(400, "This can't be an id"),
  INVALID_PARAMETER(400, "A parameter can't be used"),
  INVALID_CURSOR(400, "The cursor is not of this list"),
  INVALID_IDEMPOTENCY_KEY(400, "The Idempotency-Key can't be used"),
  INVALID_JSON(400, "The body is no such JSON"),
  INVALID_ARGUMENTS(400, "An argument of the action can't be used"),
  TOO_MANY_TO_SORT(400, "There is too much to sort"),
  UNAUTHENTICATED(401, "A bearer token is needed"),
  FORBIDDEN(403, "The role of the token is not enough"),
  READ_ONLY(403, "This API only reads"),
  HOST_NOT_ALLOWED(403, "The Host header names another host"),
  ORIGIN_NOT_ALLOWED(403, "The request comes from another site"),
  ROUTE_NOT_FOUND(404, "There is nothing at this path"),
  BATCH_NOT_FOUND(404, "There is no such batch"),
  TASK_NOT_FOUND(404, "There is no such task"),
  DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
  METHOD_NOT_ALLOWED(405, "The path knows other methods"),
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  CONFLICT(409, "The batch is not in a state for that"),
  BATCH_EXISTS(409, "Another batch has this id"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body has to be JSON"),
  OTHER_OWNER(421, "Another scheduler owns the batch"),
  INVALID_BATCH(422, "The batch breaks a rule"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used with another body"),
  TOO_MANY_STREAMS(429, "Too many streams are open"),
  TOO_MANY_EXPORTS(429, "Too many requests read all results of a batch"),
  TOO_MANY_OPEN(429, "Too many batches take tasks one by one"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  INTERNAL_ERROR(500, "The server failed"),
  RESTORING(503, "The state is being restored"),
  BROKER_UNREACHABLE(503, "The brokers don't answer"),
  SCHEDULER_UNREACHABLE(503, "No scheduler answers"),
  OWNER_UNREACHABLE(503, "The scheduler that owns the batch does not answer"),
  OWNER_UNKNOWN(503, "It is not known which scheduler owns the batch"),
  BUSY(503, "Too many requests are being answered");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The status of HTTP that goes with it. */
  public int status() {
    return status;
  }

  /** The same for all problems of this kind. */
  public String title() {
    return title;
  }

  /** What names the kind of problem. */
  public String type() {
    return "urn:sluice:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
