package dev.sluice.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.explain.Workforce.Run;
import dev.sluice.core.explain.Workforce.Slots;
import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Ledger;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.RowStore;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch whose rows real decisions make, workers of whom a test says what is known, and a clock.
 */
final class Scene implements RowStore, Workforce {

  static final String BATCH = "scene";
  static final long SECOND = 1_000_000;

  /** 2026-11-21T12:00:00Z. */
  static final long NOON = 1_795_262_400_000_000L;

  private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<String, String> resting = new HashMap<>();
  private final Map<String, Slots> pools = new HashMap<>();
  private final Set<String> served = new HashSet<>();
  private final Map<String, Run> runs = new HashMap<>();
  private final Ledger ledger = new Ledger(Limits.DEFAULT, Terms.DEFAULT, Set.of("default", "gpu"));
  final LedgerView view = LedgerView.of(this, this::header);
  private boolean heard;
  long now = NOON;
  long reads;

  static BatchOptions options(OnFailure onFailure, Mode mode, int maxParallel, boolean held) {
    return new BatchOptions(
        "scene", OptionalLong.empty(), held, onFailure, -1, -1, mode, maxParallel, 0, Map.of(), 0);
  }

  static BatchOptions options(Mode mode, int maxParallel) {
    return options(OnFailure.CONTINUE, mode, maxParallel, false);
  }

  static TaskSpec task(String id, String... needs) {
    return task(id, RunIf.SUCCESS, 0, false, needs);
  }

  static TaskSpec task(String id, RunIf runIf, long notBefore, boolean awaitOpen, String... needs) {
    RetryPlan retry =
        new RetryPlan(
            RetryPlan.Policy.FIXED, 3, Duration.ofSeconds(40), 1, Duration.ofDays(1), 0, false);
    return new TaskSpec(
        id,
        null,
        "resize",
        Content.EMPTY,
        List.of(needs),
        runIf,
        Priority.NORMAL,
        0,
        retry,
        "gpu",
        null,
        notBefore,
        null,
        true,
        Map.of(),
        awaitOpen,
        0);
  }

  Scene submitted(String id, String... needs) {
    return submitted(task(id, needs));
  }

  Scene submitted(TaskSpec task) {
    return event(new Event.TaskSubmitted(BATCH, now, task));
  }

  Scene opened(BatchOptions options) {
    return event(new Event.OpenRequested(BATCH, now, options));
  }

  Scene sealed(long tasks) {
    return event(new Event.SealRequested(BATCH, now, tasks));
  }

  Scene succeeded(String id) {
    return reported(id, 1, TaskStatus.SUCCEEDED, -1);
  }

  Scene failed(String id) {
    return reported(id, 1, TaskStatus.FAILED, -1);
  }

  Scene reported(String id, int release, TaskStatus outcome, long retryIn) {
    return event(report(id, release, outcome, retryIn));
  }

  Event.TaskReported report(String id, int release, TaskStatus outcome, long retryIn) {
    TaskError error =
        outcome == TaskStatus.SUCCEEDED ? null : new TaskError("Broken", "on purpose", true);
    return new Event.TaskReported(
        BATCH, now, id, release, outcome, null, null, error, 1, now, now, "w-1", retryIn,
        List.of());
  }

  /** One event and all the work that it leaves behind. */
  Scene event(Event event) {
    boolean workLeft = decided(event);
    while (workLeft) {
      workLeft = decided(new Event.WorkDue(BATCH, now));
    }
    return this;
  }

  /** One event alone; tells whether it left work behind. */
  boolean decided(Event event) {
    Decision decision = ledger.decide(event, view);
    decision.writes().forEach(write -> put(write.key(), write.value()));
    if (decision.batch() != null) {
      put(RowKeys.batch(BATCH), BatchRows.write(decision.batch()));
    }
    return decision.effects().stream().anyMatch(Effect.MoreWork.class::isInstance);
  }

  void put(byte[] key, byte @Nullable [] value) {
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
  }

  Scene after(long seconds) {
    now += seconds * SECOND;
    return this;
  }

  Scene workers(String pool, int slots, int busy, String... types) {
    heard = true;
    if (slots > 0) {
      pools.put(pool, new Slots(slots, busy));
    }
    for (String type : types) {
      served.add(pool + "/" + type);
    }
    return this;
  }

  Scene resting(String pool, String why) {
    resting.put(pool, why);
    return this;
  }

  @Override
  public @Nullable String resting(String pool) {
    return resting.get(pool);
  }

  /** A worker gives a task back that it did not try. */
  Scene handedBack(String id, int release, long retryIn, int lost) {
    return event(
        new Event.TaskReported(
            BATCH,
            now,
            id,
            release,
            TaskStatus.CANCELLED,
            null,
            null,
            null,
            0,
            now,
            now,
            "w-1",
            retryIn,
            List.of(),
            lost,
            null));
  }

  Scene running(String id, int release, Run run) {
    runs.put(id + "/" + release, run);
    return this;
  }

  Explained explained(@Nullable String after, int limit) {
    return new Explainer(view, this).explain(BATCH, null, after, limit, now);
  }

  Explanation about(String taskId) {
    Explained answer = new Explainer(view, this).explain(BATCH, taskId, null, 100, now);
    assertThat(answer.next()).isNull();
    assertThat(answer.explanations()).hasSize(1);
    return answer.explanations().getFirst();
  }

  Scene says(String taskId, String status, Cause cause, String text) {
    assertThat(about(taskId)).isEqualTo(new Explanation(taskId, status, cause, text));
    return this;
  }

  Scene saysOfBatch(String status, Cause cause, String text) {
    assertThat(explained(null, 100).explanations().getFirst())
        .isEqualTo(new Explanation(null, status, cause, text));
    return this;
  }

  private @Nullable BatchRow header(String batchId) {
    byte[] row = rows.get(RowKeys.batch(batchId));
    return row == null ? null : BatchRows.readBatch(row);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    reads++;
    return rows.get(key);
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    for (Map.Entry<byte[], byte[]> row : rows.subMap(from, to).entrySet()) {
      reads++;
      if (!visitor.visit(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  @Override
  public boolean known() {
    return heard;
  }

  @Override
  public Slots slots(String pool) {
    return pools.getOrDefault(pool, Slots.NONE);
  }

  @Override
  public boolean serves(String pool, String type) {
    return served.contains(pool + "/" + type);
  }

  @Override
  public @Nullable Run run(String batchId, String taskId, int releaseNumber) {
    return runs.get(taskId + "/" + releaseNumber);
  }
}
