package dev.sluice.client.internal;

import dev.sluice.core.limits.Ids;

/** Ids as an application gave them, refused where they can't be ids. */
final class CheckedIds {

  private CheckedIds() {}

  static String batch(String batchId) {
    if (!Ids.validBatchId(batchId)) {
      throw new IllegalArgumentException(
          "batch id " + Quoted.text(batchId) + " must be " + BatchRules.BATCH_ID);
    }
    return batchId;
  }

  static String task(String taskId) {
    if (!Ids.validTaskId(taskId)) {
      throw new IllegalArgumentException(
          "task id " + Quoted.text(taskId) + " must be " + TaskRules.TASK_ID);
    }
    return taskId;
  }
}
