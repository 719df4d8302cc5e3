package dev.sluice.client;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A task that a worker runs, as its last heartbeat said.
 *
 * @param workerId who runs it
 * @param startedAt when the attempt began
 * @param progress percent, if the handler says it
 * @param note what the handler says beside it; any text
 * @param leased whether the worker answers for it by its heartbeats, because it runs for long
 */
public record LiveTask(
    String batchId,
    String taskId,
    String type,
    int attempt,
    String workerId,
    Instant startedAt,
    OptionalInt progress,
    @Nullable String note,
    boolean leased) {}
