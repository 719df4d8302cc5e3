package dev.sluice.http.source;

import dev.sluice.client.SluiceClient;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.observability.HealthPage;
import dev.sluice.scheduler.view.BatchView;
import dev.sluice.scheduler.view.LedgerQueries;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a running scheduler process answers from.
 *
 * @param health pages by path
 * @param client connected when it is asked for first
 */
public record Backend(
    LedgerQueries ledger,
    Map<String, HealthPage> health,
    Supplier<SluiceClient> client,
    ResultPages results,
    DeadLetterTopic deadLetters,
    ChangeFeed changes)
    implements AutoCloseable {

  public Backend {
    Objects.requireNonNull(ledger, "ledger");
    health = Map.copyOf(health);
  }

  /** A batch that there is; otherwise the request ends. */
  public BatchView batch(String batchId) {
    return ledger
        .batch(batchId)
        .orElseThrow(() ->
            Problem.of(
                    ProblemCode.BATCH_NOT_FOUND,
                    "nothing is known of " + batchId + "; check the id")
                .exception());
  }

  @Override
  public void close() {
    changes.close();
    results.close();
    deadLetters.close();
  }
}
