package dev.sluice.worker.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * One of the needs: {@code context.input("count").json(Count.class)}.
   *
   * @throws NonRetryableException if the task has no such need
   */
  default TaskInput input(String taskId) throws NonRetryableException {
    List<String> needs = new ArrayList<>();
    for (TaskInput each : inputs()) {
      if (each.taskId().equals(taskId)) {
        return each;
      }
      needs.add(each.taskId());
    }
    throw new NonRetryableException(
        "Task "
            + taskId()
            + " has no input "
            + taskId
            + ": add it to the task's needs, which are "
            + needs);
  }

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
   * Says how far the attempt has come, for people: in the worker's next heartbeat, which {@code
   * sluice status} shows. The last call counts. It only stores the values, so it may be called as
   * often as there is something to say, and it never fails an attempt: after the attempt's end it
   * does nothing.
   *
   * @param percent 0 to 100; a number outside is taken to the nearest end, and what is no number
   *     means that it is not known
   * @param note what is being done; cut to 200 characters
   */
  void progress(double percent, @Nullable String note);

  /**
   * Keeps details of how far the attempt has come for the next one, which finds them in {@link
   * #lastDetails()}: a place in a file, a cursor, an id in another system. They outlive the attempt
   * at once, and the worker as soon as its next heartbeat or report is out. The last call counts;
   * no bytes forget what was kept. Like {@link #progress} it only stores, and does nothing after
   * the attempt's end.
   *
   * @param details copied
   * @throws IllegalArgumentException if they have more than 16 KiB
   */
  void heartbeat(byte[] details);

  /**
   * Like {@link #heartbeat(byte[])}, written as JSON.
   *
   * @throws IllegalArgumentException also if Jackson can't write it
   */
  void heartbeat(Object json);

  /**
   * What this attempt or, before it says anything, an earlier one of the task's round gave to
   * {@link #heartbeat(byte[])}.
   */
  Optional<TaskData> lastDetails();

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
