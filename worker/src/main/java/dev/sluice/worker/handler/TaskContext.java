package dev.sluice.worker.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an attempt knows about its task. */
public interface TaskContext {

  String batchId();

  String taskId();

  /** The task's type. */
  String type();

  /** 1 for the first attempt; counts on where an earlier release of the task was lost. */
  int attempt();

  /** Rises each time that the task is handed out again; a fencing token for outside systems. */
  int releaseNumber();

  /** The same for every attempt and every release of a task's round: {@code batch/task/round}. */
  String idempotencyKey();

  /** The task's parameters: a fresh read-only buffer. */
  ByteBuffer payload();

  String contentType();

  /**
   * The parameters as JSON; an empty payload is an empty object.
   *
   * @throws NonRetryableException if they are not JSON
   */
  JsonNode json() throws NonRetryableException;

  /** The needs, in the order of the task's {@code needs}. */
  List<TaskInput> inputs();

  Map<String, String> headers();

  /** When the attempt will be interrupted. */
  Optional<Instant> deadline();

  /** Largest output in bytes: a larger one fails the task. */
  int outputLimit();

  /** Whether the attempt was asked to stop. */
  boolean cancelled();

  /**
   * Runs an action once when the attempt is asked to stop, before its thread is interrupted; at
   * once if that has happened already. The action runs on another thread and must be short.
   */
  void onCancel(Runnable action);

  /**
   * Adds a task to the batch if this attempt succeeds: it is recorded together with this task's
   * result, or not at all. An attempt that fails adds nothing, and of a task that runs twice only
   * the first success counts. Until this task has ended, the batch can't end either.
   *
   * <p>10,000 tasks at most, and not more than fit into one report with the output (960 KiB).
   *
   * @throws IllegalArgumentException if the task breaks a rule, named in the message; it is not
   *     added, and the attempt may go on without it
   * @throws TooManySpawnedException if it is one too many: the attempt fails
   * @throws IllegalStateException if the attempt has ended
   */
  void spawn(NewTask task);
}
