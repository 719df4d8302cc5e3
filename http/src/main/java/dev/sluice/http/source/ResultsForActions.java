package dev.sluice.http.source;

import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.SchedulerUnreachableException;
import dev.sluice.client.actions.ResultSource;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.ProblemException;
import dev.sluice.scheduler.view.LedgerNotHereException;
import java.util.function.Supplier;

/** The results of a batch for the actions: read from their topic, none kept. */
public record ResultsForActions(Supplier<Backend> backend) implements ResultSource {

  @Override
  public Found find(String batchId) {
    BatchSummary batch = standing(batchId);
    return new Found(
        batch.status(),
        backend.get().results().read(BatchLife.of(batch), result -> true).results());
  }

  /** With the exceptions of a client, which is what actions expect. */
  private BatchSummary standing(String batchId) {
    try {
      return backend.get().standing(batchId);
    } catch (LedgerNotHereException e) {
      throw new SchedulerUnreachableException(String.valueOf(e.getMessage()), e);
    } catch (ProblemException e) {
      if (e.problem().code() == ProblemCode.BATCH_NOT_FOUND) {
        throw new BatchNotFoundException(e.problem().detail());
      }
      throw e;
    }
  }
}
