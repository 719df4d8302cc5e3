package dev.sluice.http.problem;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Says what went wrong while the body of a request came. */
public final class BrokenBodies {

  private BrokenBodies() {}

  /** The exception to end the request with: a problem if it is the sender's, else the same. */
  public static Exception problem(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return Problem.of(ProblemCode.REQUEST_TIMEOUT, "send the body faster").exception();
      }
      if (cause instanceof EOFException) {
        return Problem.of(
                ProblemCode.MALFORMED_REQUEST, "the body ends before its length or its last chunk")
            .exception();
      }
    }
    return failure;
  }
}
