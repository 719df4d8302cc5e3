package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.Batch;
import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.client.actions.Recorded.Standing;
import dev.sluice.core.task.BatchStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code add_batch}: a whole batch. One that comes again under its id is the same batch if it is
 * described by the same JSON, and refused before anything is published if not: its tasks would be
 * lost.
 */
final class AddBatch {

  private final ConnectedOnce client;
  private final OpenBatches open;
  private final MetBatches met;
  private final Recorded recorded;
  private final RecentSubmissions recent;

  AddBatch(
      ConnectedOnce client,
      OpenBatches open,
      MetBatches met,
      Recorded recorded,
      RecentSubmissions recent) {
    this.client = client;
    this.open = open;
    this.met = met;
    this.recorded = recorded;
    this.recent = recent;
  }

  ObjectNode perform(ActionRequest.AddBatch request) {
    String fingerprint = request.fingerprint();
    Batch batch = request.batch().build(fingerprint);
    if (batch.idGenerated()) {
      publish(batch);
      return answer(batch, false, Optional.empty());
    }
    open.refuseOpen(batch.id());
    var once = new Once(batch, fingerprint);
    boolean created = recent.inTurn(batch.id(), once::submit, fingerprint);
    met.met(batch.id());
    return answer(batch, !created, once.there);
  }

  /** The submission of a batch with an id of its own. */
  private final class Once {

    private final Batch batch;
    private final String fingerprint;
    private Optional<Standing> there = Optional.empty();

    Once(Batch batch, String fingerprint) {
      this.batch = batch;
      this.fingerprint = fingerprint;
    }

    /** Whether the batch is a new one. */
    boolean submit(@Nullable String justBefore) {
      there = recorded.find(batch.id());
      String before = before(justBefore);
      if (before != null && !before.equals(fingerprint)) {
        throw exists(batch.id());
      }
      // What is recorded may have broken off halfway: once more completes it, and counts once. What
      // was submitted just before and is not recorded comes soon, or was cleared meanwhile.
      boolean complete =
          there.map(found -> justBefore != null || found.status().terminal()).orElse(false);
      if (!complete) {
        publish(batch);
      }
      return before == null;
    }

    /** The first summary of a batch can be of its tasks alone, without what opened it. */
    private @Nullable String before(@Nullable String justBefore) {
      String recorded = there.map(Standing::fingerprint).orElse(null);
      return recorded == null || (recorded.isEmpty() && justBefore != null) ? justBefore : recorded;
    }
  }

  private static RefusedAction exists(String batchId) {
    return new RefusedAction(
        Code.BATCH_EXISTS,
        "batch",
        "batch: "
            + batchId
            + " was submitted as something else, and nothing of this was; choose another id or"
            + " leave it out");
  }

  /** Returns when the brokers have all of it. */
  private void publish(Batch batch) {
    client.client().submit(batch, ignored -> {}).close();
    met.submitted(batch.id());
  }

  private static ObjectNode answer(Batch batch, boolean knownBefore, Optional<Standing> there) {
    Optional<BatchStatus> status = there.map(Standing::status);
    boolean held =
        batch.options().held() && status.map(now -> now == BatchStatus.OPEN).orElse(true);
    boolean ended = status.map(BatchStatus::terminal).orElse(false);
    return JsonNodeFactory.instance
        .objectNode()
        .put("batch", batch.id())
        .put("tasks", batch.tasks().size())
        .put("held", held)
        .put("knownBefore", knownBefore)
        .put("next", ended ? "results" : held ? "start" : "status");
  }
}
