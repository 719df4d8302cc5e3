package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.Progress;
import java.time.Duration;
import java.util.Optional;

/** {@code status}: how far one batch is, or those of this session. */
final class ShowStatus {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final ConnectedOnce client;
  private final MetBatches met;

  ShowStatus(ConnectedOnce client, MetBatches met) {
    this.client = client;
    this.met = met;
  }

  ObjectNode perform(ActionRequest.Status request) {
    String batch = request.batch();
    return batch == null ? all() : one(batch, request.waitSeconds());
  }

  private ObjectNode one(String batch, int waitSeconds) {
    // Handed on and dropped: a status needs no outputs, and results would be kept else.
    try (BatchHandle handle = client.client().batch(batch, ignored -> {})) {
      Progress progress = recorded(handle, batch);
      if (waitSeconds > 0 && !progress.status().terminal()) {
        awaitEnd(handle, Duration.ofSeconds(waitSeconds));
        progress = handle.status();
      }
      Optional<BatchSummary> summary = handle.summary();
      met.met(batch);
      ObjectNode answer = StatusJson.of(progress, summary.orElse(null));
      Untrusted.mark(
          answer, "name", "summary.labels", "summary.byType", "summary.byGroup", "summary.errors");
      return answer;
    }
  }

  /** What this session has just submitted is there, the scheduler has only not said so yet. */
  private Progress recorded(BatchHandle handle, String batch) {
    while (true) {
      try {
        return handle.status();
      } catch (BatchNotFoundException e) {
        if (!met.submittedLately(batch)) {
          throw e;
        }
        try {
          Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private static void awaitEnd(BatchHandle handle, Duration atMost) {
    try {
      var unused = handle.await(atMost);
    } catch (AwaitTimeoutException e) {
      // then it is told how far it came
    }
  }

  private ObjectNode all() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode batches = answer.putArray("batches");
    for (String batch : met.latestFirst()) {
      try (BatchHandle handle = client.client().batch(batch, ignored -> {})) {
        Progress progress = recorded(handle, batch);
        batches.add(StatusJson.progress(progress));
      } catch (BatchNotFoundException e) {
        met.forgotten(batch); // somebody else has cleared it
      }
    }
    return answer;
  }
}
