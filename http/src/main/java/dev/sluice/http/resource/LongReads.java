package dev.sluice.http.resource;

import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import java.util.concurrent.Semaphore;

/** Lets few requests at a time read all results of a batch: each costs a connection and a core. */
public final class LongReads {

  private static final String LATER = "5";

  private final Semaphore free;
  private final int most;

  /**
   * @param most at a time
   */
  public LongReads(int most) {
    this.free = new Semaphore(most);
    this.most = most;
  }

  /** A reading that may go on until it is closed. */
  interface Turn extends AutoCloseable {

    @Override
    void close();
  }

  /** Begins a reading; ends the request if there are too many. */
  Turn begin() {
    if (!free.tryAcquire()) {
      throw Problem.of(
              ProblemCode.TOO_MANY_EXPORTS,
              most
                  + " exports, reports, comparisons, actions or sorted pages are being read; ask"
                  + " again when one of them has ended")
          .withHeader("Retry-After", LATER)
          .exception();
    }
    return free::release;
  }
}
