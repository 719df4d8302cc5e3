package dev.sluice.worker.handler;

import dev.sluice.core.task.TaskStatus;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a need of the task ended and what it gave.
 *
 * @param output read-only; null where the need has no output or the task asked for no inputs
 */
public record TaskInput(
    String taskId, TaskStatus status, @Nullable ByteBuffer output, String contentType) {}
