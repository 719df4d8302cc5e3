package dev.sluice.worker.execution;

import dev.sluice.records.Release;
import java.util.concurrent.CompletionStage;

/**
 * Sees every release and every attempt: for logs, traces and metrics. What it does can't change
 * what becomes of a task; it must not block.
 */
public interface ExecutionWatch {

  /** The worker has the release and will do with it what is to be done. */
  void taken(Release release, CompletionStage<Ending> ending);

  /**
   * The handler is about to be called, on this thread.
   *
   * @return told on the same thread when the handler has returned
   */
  Watched begins(Release release, int attempt);

  /** One attempt that is watched. */
  @FunctionalInterface
  interface Watched {

    /** The handler has returned; this is how the attempt ended. */
    void ended(AttemptOutcome outcome);
  }
}
