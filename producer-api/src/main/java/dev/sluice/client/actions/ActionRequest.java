package dev.sluice.client.actions;

import dev.sluice.core.task.TaskStatus;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller asks for, after its arguments were checked. */
sealed interface ActionRequest {

  /** When a submitted batch starts. */
  enum Begin {
    HELD,
    NOW
  }

  /** What an export looks like. */
  enum Format {
    JSONL,
    JSON,
    CSV
  }

  /** Where an export goes. */
  enum Target {
    INLINE,
    FILE
  }

  /** A task for an open batch, which is opened with the first one. */
  record Add(String batch, @Nullable String name, TaskDescription task) implements ActionRequest {

    public Add {
      Objects.requireNonNull(batch, "batch");
      Objects.requireNonNull(task, "task");
    }
  }

  /**
   * A whole batch.
   *
   * @param fingerprint of the arguments that describe it
   */
  record AddBatch(BatchDescription batch, String fingerprint) implements ActionRequest {

    public AddBatch {
      Objects.requireNonNull(batch, "batch");
      Objects.requireNonNull(fingerprint, "fingerprint");
    }
  }

  /**
   * The start of a batch.
   *
   * @param tasks how many tasks it has, for one that another process opened; null: that is known
   */
  record Start(String batch, @Nullable Long tasks) implements ActionRequest {

    public Start {
      Objects.requireNonNull(batch, "batch");
    }
  }

  /** The pause of a batch. */
  record Stop(String batch) implements ActionRequest {

    public Stop {
      Objects.requireNonNull(batch, "batch");
    }
  }

  /**
   * How far a batch is.
   *
   * @param batch null: all that this session has met
   * @param waitSeconds how long to wait for its end first, 0 to {@link #LONGEST_WAIT}
   */
  record Status(@Nullable String batch, int waitSeconds) implements ActionRequest {

    /** Shorter than clients wait for the answer of a tool, which often is 20 s. */
    static final int LONGEST_WAIT = 15;

    public Status {
      if (waitSeconds < 0 || waitSeconds > LONGEST_WAIT) {
        throw new IllegalArgumentException("waitSeconds must be 0 to 15, was " + waitSeconds);
      }
    }
  }

  /**
   * A page of results.
   *
   * @param statuses the ends of tasks that are wanted; empty: all
   * @param cursor where the page before ended; null: the first page
   * @param outputChars longer outputs are cut
   */
  record Results(
      String batch, Set<TaskStatus> statuses, int limit, @Nullable String cursor, int outputChars)
      implements ActionRequest {

    static final int MOST = 200;
    static final int LONGEST_OUTPUT = 20_000;

    public Results {
      Objects.requireNonNull(batch, "batch");
      statuses = Set.copyOf(statuses);
      if (limit < 1 || limit > MOST) {
        throw new IllegalArgumentException("limit must be 1 to 200, was " + limit);
      }
      if (outputChars < 0 || outputChars > LONGEST_OUTPUT) {
        throw new IllegalArgumentException("outputChars must be 0 to 20000, was " + outputChars);
      }
    }

    /** Whether tasks that ended like this are wanted. */
    boolean wants(TaskStatus status) {
      return statuses.isEmpty() || statuses.contains(status);
    }
  }

  /** All results at once. */
  record Export(String batch, Set<TaskStatus> statuses, Format format, Target target)
      implements ActionRequest {

    public Export {
      Objects.requireNonNull(batch, "batch");
      statuses = Set.copyOf(statuses);
    }

    /** Whether tasks that ended like this are wanted. */
    boolean wants(TaskStatus status) {
      return statuses.isEmpty() || statuses.contains(status);
    }
  }

  /** The end of all that is known of a batch. */
  record Clear(String batch) implements ActionRequest {

    public Clear {
      Objects.requireNonNull(batch, "batch");
    }
  }

  /**
   * The cancelling of a batch or of one of its tasks.
   *
   * @param task null: the whole batch
   */
  record Cancel(String batch, @Nullable String task, @Nullable String reason)
      implements ActionRequest {

    public Cancel {
      Objects.requireNonNull(batch, "batch");
    }
  }
}
