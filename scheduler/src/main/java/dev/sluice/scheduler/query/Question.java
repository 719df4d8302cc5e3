package dev.sluice.scheduler.query;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know about a batch.
 *
 * @param taskId null: the batch and its tasks that have not ended
 * @param after tasks after this one only, by id
 * @param limit most tasks in the answer
 */
public record Question(
    String batchId, String requestId, @Nullable String taskId, @Nullable String after, int limit) {}
