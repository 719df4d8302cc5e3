package dev.sluice.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Something that is due at a time: a batch's deadline or, with a task id, the earliest release of a
 * task.
 *
 * @param due microseconds since the epoch
 */
public record Timer(long due, String batchId, @Nullable String taskId) {}
