package dev.sluice.scheduler.submission;

import dev.sluice.core.ledger.Event.TaskSubmitted;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.TaskSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts into a task's headers in which trace it was submitted. What the task itself says of its
 * trace goes before; a task that has as many headers as it may keeps those and goes without a
 * trace, because a trace must not be what a task is refused for.
 */
public record SubmittedTrace(Limits limits) {

  TaskSubmitted added(TaskSubmitted submitted, Map<String, String> trace) {
    TaskSpec task = submitted.task();
    if (trace.isEmpty() || trace.keySet().stream().anyMatch(task.headers()::containsKey)) {
      return submitted;
    }
    Map<String, String> headers = new HashMap<>(task.headers());
    headers.putAll(trace);
    TaskSpec traced = task.withHeaders(headers);
    return headers.size() > limits.headersPerTask() || traced.headerBytes() > limits.headerBytes()
        ? submitted
        : new TaskSubmitted(submitted.batchId(), submitted.at(), traced, submitted.flaw());
  }
}
