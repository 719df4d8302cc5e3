package dev.sluice.client.internal;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.Progress;
import dev.sluice.client.TaskResult;
import dev.sluice.client.TimeLeft;
import dev.sluice.core.task.BatchStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one batch. The follower's thread brings records, each once although it may
 * read them again; other threads look and wait. A batch is complete when a summary with an end is
 * here and as many results as it counts; one that is read from the past not before the past is
 * over, because it may have been run again.
 */
final class BatchState {

  /** What the last record means for the one who follows the batch. */
  enum Turn {
    GOES_ON,
    /** the batch has ended, but not all its results are here */
    RESULTS_MISSING,
    COMPLETED
  }

  private static final int MOST_AT_A_TIME = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final String batchId;
  private final ResultBook results;
  private long nextResult;
  private long nextSummary;
  private @Nullable BatchSummary summary;
  private @Nullable TimeLeft outlook;
  private long expectedTasks;
  private boolean submitted;
  private int readRounds = 1;
  private boolean current;
  private boolean complete;
  private boolean ended;
  private @Nullable RuntimeException failure;

  /**
   * @param submitted whether the batch was submitted just now, so that it exists
   * @param expectedTasks how many tasks it has, -1 while that is not known
   */
  BatchState(String batchId, boolean submitted, long expectedTasks) {
    this(batchId, submitted, expectedTasks, new KeptResults());
  }

  /** Like the other one, and also with another book for the results. */
  BatchState(String batchId, boolean submitted, long expectedTasks, ResultBook results) {
    this.results = results;
    this.batchId = batchId;
    this.submitted = submitted;
    this.expectedTasks = expectedTasks;
  }

  String batchId() {
    return batchId;
  }

  /** A result and where it was read. */
  record Recorded(long offset, TaskResult result) {}

  /** Enters results in the order of their offsets and tells everybody who waits once. */
  Turn resultsArrived(List<Recorded> arrived) {
    return locked(() -> {
      boolean entered = false;
      for (Recorded each : arrived) {
        if (each.offset() >= nextResult) {
          nextResult = each.offset() + 1;
          entered |= results.enter(each.result());
        }
      }
      return entered ? changed() : Turn.GOES_ON;
    });
  }

  void resultForgotten(long offset, String taskId) {
    alone(() -> {
      if (offset >= nextResult) {
        nextResult = offset + 1;
        results.remove(taskId);
      }
    });
  }

  Turn summaryArrived(long offset, @Nullable BatchSummary arrived) {
    return locked(() -> {
      if (offset < nextSummary) {
        return Turn.GOES_ON;
      }
      nextSummary = offset + 1;
      summary = arrived;
      outlook = arrived == null ? null : TimeLeft.of(arrived, 0, 0).orElse(null);
      // What is forgotten now is gone; what was forgotten before was another batch of this id.
      submitted &= arrived != null || !current;
      return changed();
    });
  }

  /** Everything of the past was read. */
  Turn becameCurrent() {
    return locked(() -> {
      current = true;
      readRounds = summary == null ? 1 : summary.round();
      return changed();
    });
  }

  /** The results are going to be read from the beginning. */
  void resultsFromTheBeginning() {
    alone(() -> nextResult = 0);
  }

  /** Says how many tasks the batch has. */
  void sealed(long tasks) {
    alone(() -> expectedTasks = tasks);
  }

  /** Everybody who waits may go. */
  void ended() {
    alone(() -> {
      ended = true;
      changed.signalAll();
    });
  }

  /** Nothing more will come. */
  void failed(RuntimeException cause) {
    alone(() -> {
      if (failure == null && !complete) {
        failure = cause;
      }
      changed.signalAll();
    });
  }

  private void alone(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  private Turn changed() {
    changed.signalAll();
    BatchSummary last = summary;
    if (complete || !current || last == null || !last.status().terminal()) {
      return Turn.GOES_ON;
    }
    // In a later round every task has a result from before, so their number says nothing.
    if (results.size() < last.counts().total() || last.round() > readRounds) {
      return Turn.RESULTS_MISSING;
    }
    complete = true;
    return Turn.COMPLETED;
  }

  /** All results were read that were there when this round had ended. */
  Turn roundWasRead(int round) {
    return locked(() -> {
      readRounds = Math.max(readRounds, round);
      return changed();
    });
  }

  /** The round that the last summary is about. */
  int round() {
    return locked(() -> summary == null ? 1 : summary.round());
  }

  /** Whether a summary with an end is here, but not all results. */
  boolean incomplete() {
    return locked(() -> !complete && summary != null && summary.status().terminal());
  }

  /** Lets go of what takes memory. */
  void forgetResults() {
    alone(results::clear);
  }

  boolean hasEnded() {
    return locked(() -> ended);
  }

  /** Whether nothing is recorded about the batch. */
  boolean notFound() {
    return locked(this::nothingThere);
  }

  private boolean nothingThere() {
    return current && !submitted && summary == null && results.size() == 0;
  }

  Optional<BatchSummary> summary() {
    return locked(() -> Optional.ofNullable(summary));
  }

  /** The results that are wanted, as they arrived. */
  List<TaskResult> results(Predicate<TaskResult> wanted) {
    return locked(() -> results.all(wanted));
  }

  Progress progress() {
    return locked(() -> {
      long total = expectedTasks;
      if (total < 0 && summary != null) {
        total = summary.expectedTasks().orElse(-1);
      }
      BatchStatus status = summary == null ? BatchStatus.OPEN : summary.status();
      return results.progress(batchId, status, total < 0 ? results.size() : total, outlook);
    });
  }

  /** Waits until the batch has ended or turns out not to exist; false if it took too long. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return await(() -> ended || nothingThere(), nanos);
  }

  private boolean await(BooleanSupplier reached, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!reached.getAsBoolean()) {
        if (failure != null) {
          throw failure;
        }
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Results and the place after them. */
  record Arrivals(List<TaskResult> results, int next) {}

  /**
   * Waits for results at this place or after it; gives those that are here, or none when the batch
   * is complete without more.
   */
  Arrivals awaitArrivals(int from) throws InterruptedException {
    lock.lock();
    try {
      int place = from;
      while (true) {
        while (place < results.arrived()) {
          int next = Math.min(results.arrived(), place + MOST_AT_A_TIME);
          List<TaskResult> arrived = results.between(place, next);
          place = next;
          if (!arrived.isEmpty()) {
            return new Arrivals(arrived, place);
          }
        }
        if (failure != null) {
          throw failure;
        }
        if (complete || nothingThere()) {
          return new Arrivals(List.of(), place);
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
