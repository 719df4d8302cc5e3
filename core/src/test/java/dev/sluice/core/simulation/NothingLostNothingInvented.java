package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * I6: every record that was acknowledged is taken once; what was accepted has a row; and nothing is
 * released or recorded that nobody submitted or reported.
 */
final class NothingLostNothingInvented implements Invariant {

  private final Map<PartitionLog, Integer> next = new HashMap<>();

  @Override
  public void event(Step step, History history) {
    if (step.source() != null) {
      int expected = next.merge(step.source(), 1, Integer::sum) - 1;
      require(
          step.offset() == expected,
          "%s was taken at %d, %d was next",
          step.source(),
          step.offset(),
          expected);
    }
    if (step.event() instanceof Event.TaskSubmitted submitted) {
      TaskHistory before = history.task(step.batchId(), submitted.task().id());
      require(
          before == null || step.refused(submitted.task().id()),
          "%s/%s was accepted twice",
          step.batchId(),
          submitted.task().id());
    }
  }

  @Override
  public void effect(Step step, Effect effect, History history) {
    switch (effect) {
      case Effect.ReleaseTask release -> released(release, history);
      case Effect.RecordResult result -> recorded(step, result, history);
      default -> {}
    }
  }

  private void released(Effect.ReleaseTask release, History history) {
    TaskSpec task = release.task();
    TaskHistory known = history.task(release.batchId(), task.id());
    String name = release.batchId() + "/" + task.id();
    require(known != null, "%s was released and never accepted", name);
    require(
        task.withPayload(known.spec.payload()).equals(known.spec),
        "%s was released with other fields than it was submitted with",
        name);
    for (Effect.NeedOutcome input : release.inputs()) {
      TaskHistory need = history.task(release.batchId(), input.taskId());
      require(need != null && !need.results.isEmpty(), "%s has an input from nowhere", name);
      Effect.RecordResult result = need.results.getLast();
      require(input.status() == result.status(), "%s: input %s", name, input);
      require(
          input.output() == null || input.output().equals(result.output()),
          "%s has an output of %s that was never reported",
          name,
          input.taskId());
    }
  }

  private void recorded(Step step, Effect.RecordResult result, History history) {
    String name = result.batchId() + "/" + result.taskId();
    TaskHistory known = history.task(result.batchId(), result.taskId());
    require(known != null, "%s has a result and was never accepted", name);
    require(
        result.type().equals(known.spec.type())
            && result.priority() == known.spec.priority()
            && Objects.equals(result.group(), known.spec.group()),
        "the result of %s is of another task",
        name);
    if (result.cachedFrom() != null) {
      require(history.standsIn(result), "%s was not run, and nothing stands for it", name);
      return;
    }
    Content output = result.output();
    boolean reported =
        step.event() instanceof Event.TaskReported report
            && report.taskId().equals(result.taskId())
            && Objects.equals(report.output(), output);
    require(output == null || reported, "%s has an output that was never reported", name);
  }

  @Override
  public void rows(LedgerView view, History history) {
    for (BatchHistory batch : history.batches()) {
      BatchRow row = view.batch(batch.id);
      if (row != null && !row.backlog().hasWork()) {
        Set<String> rows = new HashSet<>();
        for (LedgerView.TaskEntry entry : view.tasks(batch.id, null, Integer.MAX_VALUE)) {
          if (!(entry.row() instanceof TaskRow.Missing)) {
            rows.add(entry.taskId());
          }
        }
        require(
            rows.equals(batch.tasks.keySet()),
            "%s has rows of %s, accepted %s",
            batch.id,
            rows,
            batch.tasks.keySet());
      }
    }
  }

  @Override
  public void end(Ended world) {
    for (PartitionLog log : world.logs()) {
      int taken = next.getOrDefault(log, 0);
      require(taken == log.end(), "of %s %d records were taken, not %d", log, taken, log.end());
    }
  }
}
