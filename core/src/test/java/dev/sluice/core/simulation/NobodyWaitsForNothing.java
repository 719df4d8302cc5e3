package dev.sluice.core.simulation;

import dev.sluice.core.explain.Explained;
import dev.sluice.core.explain.Explainer;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.row.BatchRow;

/**
 * Every task that has not ended has an explanation, and it is true: what waits for needs has one
 * that has not ended, what is said to be at the workers is there, and nothing is left to a
 * scheduler that has no work left.
 */
final class NobodyWaitsForNothing implements Invariant {

  @Override
  public void rows(LedgerView view, History history) {
    for (BatchHistory batch : history.batches()) {
      BatchRow row = view.batch(batch.id);
      if (row != null
          && !batch.closed
          && row.life().stop() != Reason.CLEARED
          && !row.backlog().hasWork()) {
        explain(batch, new Explainer(view, Workforce.UNHEARD));
      }
    }
  }

  private void explain(BatchHistory batch, Explainer explainer) {
    int explained = 0;
    String after = null;
    do {
      Explained page = explainer.explain(batch.id, null, after, Explainer.MOST_TASKS, batch.latest);
      for (Explanation explanation : page.explanations()) {
        TaskHistory task = batch.task(explanation.taskId());
        if (task != null) {
          explained++;
          check(batch, task, explanation);
        }
      }
      after = page.next();
    } while (after != null);
    int open = batch.tasks.size() - batch.ended();
    require(explained == open, "%s: %d of %d open tasks explained", batch.id, explained, open);
  }

  private void check(BatchHistory batch, TaskHistory task, Explanation explanation) {
    boolean atWorkers =
        explanation.status().equals("RELEASED") || explanation.status().equals("RUNNING");
    boolean waitsForNeeds =
        task.spec.needs().stream().map(batch::task).anyMatch(need -> need == null || !need.ended());
    boolean holds =
        switch (explanation.cause()) {
          case WORK_LEFT, IN_LINE -> false;
          case WAITS_FOR_NEEDS -> waitsForNeeds;
          default -> true;
        };
    require(
        holds && atWorkers == (task.current != null),
        "%s/%s is %s and explained by %s: %s",
        batch.id,
        task.spec.id(),
        task.current == null ? "not at the workers" : "at the workers",
        explanation.cause(),
        explanation.text());
  }
}
