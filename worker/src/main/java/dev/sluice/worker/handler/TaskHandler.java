package dev.sluice.worker.handler;

import dev.sluice.core.task.Content;

/**
 * Runs tasks of one type. Implementations are found by {@link java.util.ServiceLoader}, or given to
 * the worker; they are called by many threads at once.
 *
 * <p>A task may run more than once: when an attempt failed and has retries left, when its worker
 * was lost, when a lock ran out. {@link TaskContext#idempotencyKey()} stays the same through all of
 * that.
 *
 * <p>An attempt that runs out of time or is cancelled is interrupted. A handler that ignores the
 * interrupt keeps its slot until it returns; its result is not used.
 *
 * <p>A handler that is {@link AutoCloseable} is closed with its worker.
 */
public interface TaskHandler {

  /** The task type that this handler runs, as in the task's {@code type}. */
  String type();

  /**
   * One attempt.
   *
   * @return the task's output; {@link Content#EMPTY} for none
   * @throws NonRetryableException if another attempt can't help
   * @throws Exception any other failure, repeated as far as the task's retry plan says; errors
   *     count as failures too, except running out of memory, which ends the process
   */
  Content handle(TaskContext context) throws Exception;
}
