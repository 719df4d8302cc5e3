package dev.sluice.scheduler;

import dev.sluice.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed, after a pause that grows, until the budget is spent: then
 * the process stops with the last error instead of failing for ever. An error of the virtual
 * machine stops it at once, and so does one of the thread that Streams can't replace.
 */
final class FailedThreads implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(FailedThreads.class);

  private static final long FIRST_PAUSE_MS = 50;
  private static final int DOUBLINGS = 6;

  private final ThreadBudget budget;
  private final ReplacementBudget replacements;
  private volatile @Nullable Throwable fatal;

  FailedThreads(ThreadBudget budget) {
    this.budget = budget;
    this.replacements = new ReplacementBudget(budget);
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    int replaced =
        virtualMachine(failure) || ofTheCache()
            ? 0
            : replacements.take(Duration.ofNanos(System.nanoTime()));
    if (replaced == 0) {
      fatal = failure;
      log.error(
          "The scheduler stops: {} (up to {} failed threads in {} are replaced)",
          plainly(failure),
          budget.most(),
          budget.window(),
          failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    log.warn(
        "A stream thread failed and is replaced, {} of {}: {}",
        replaced,
        budget.most(),
        plainly(failure),
        failure);
    pause(FIRST_PAUSE_MS << Math.min(replaced - 1, DOUBLINGS));
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** What stopped the scheduler; null if nothing did. */
  @Nullable Throwable fatal() {
    return fatal;
  }

  /** Streams can't replace the thread that follows the topic of the results cache. */
  private static boolean ofTheCache() {
    return Thread.currentThread().getName().endsWith("GlobalStreamThread");
  }

  private static boolean virtualMachine(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError) {
        return true;
      }
    }
    return false;
  }

  private static String plainly(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MissingSourceTopicException) {
        return "a source topic was deleted; stop all processes, then: sluice topics apply";
      }
      if (cause instanceof RegistryUnavailableException) {
        return "the schema registry can't be reached: " + cause.getMessage();
      }
    }
    return failure.toString();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
