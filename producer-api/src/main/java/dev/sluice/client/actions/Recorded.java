package dev.sluice.client.actions;

import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BatchSummary;
import dev.sluice.core.task.BatchStatus;
import java.util.Optional;

/** Tells what is recorded about a batch, whoever submitted it. */
record Recorded(ConnectedOnce client) {

  /**
   * A batch that is there.
   *
   * @param fingerprint empty: it came another way than as JSON
   */
  record Standing(BatchStatus status, String fingerprint) {

    private static Standing of(BatchSummary summary) {
      return new Standing(summary.status(), summary.labels().getOrDefault(Fingerprint.LABEL, ""));
    }
  }

  /** The batch, with everything that was recorded before this call; empty: there is none. */
  Optional<Standing> find(String batchId) {
    try (BatchHandle handle = client.client().batch(batchId, ignored -> {})) {
      return Optional.of(
          handle.summary().map(Standing::of).orElse(new Standing(BatchStatus.OPEN, "")));
    } catch (BatchNotFoundException e) {
      return Optional.empty();
    }
  }
}
