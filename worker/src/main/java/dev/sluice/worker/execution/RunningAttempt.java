package dev.sluice.worker.execution;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that runs, and what its handler says of it.
 *
 * @param startedAt in microseconds since the epoch
 * @param type the task's type
 * @param progress percent, 0 to 100; -1 = the handler says nothing of it
 * @param note what the handler says beside it
 * @param details what is kept for the next attempt, read-only; null = nothing
 */
public record RunningAttempt(
    int number,
    long startedAt,
    String type,
    int progress,
    @Nullable String note,
    @Nullable ByteBuffer details) {}
