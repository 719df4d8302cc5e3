package dev.sluice.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Ledger;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How often a task asks the rows on disk and writes them: figures that do not depend on how busy
 * the machine is. Each bound is what was counted when it was set, rounded up; that of bytes has 5 %
 * more. Whoever makes it cheaper lowers the bound; whoever makes it dearer says why.
 */
class StoreCostTest {

  /** Rows asked for by a task that nobody needs: on submission, whether it is known. */
  private static final double GETS_A_TASK = 1.01;

  /** Rows written by it: its own when it is released and when it ended; a share of the header. */
  private static final double WRITES_A_TASK = 2.03;

  /** Bytes of keys and values of those rows, with a payload of 2 bytes. */
  private static final double BYTES_A_TASK = 126;

  /** Scans by a task that nobody needs. */
  private static final double SCANS_A_TASK = 0;

  /** Rows asked for by a task of a chain: as above, because its needs were written lately. */
  private static final double GETS_A_STEP = 1.01;

  /**
   * Rows written by it: its own three times, what was submitted, an edge, an output and its
   * deletion when the batch has succeeded.
   */
  private static final double WRITES_A_STEP = 7.03;

  /** Scans by it: for those who wait for it; and its share of those for outputs to delete. */
  private static final double SCANS_A_STEP = 1.02;

  /** Rows asked for by an edge of ten layers of 100 tasks with 10 needs each: the need's output. */
  private static final double GETS_AN_EDGE = 1.02;

  /** Rows written by such an edge: its edge rows, and its share of those of the task. */
  private static final double WRITES_AN_EDGE = 1.12;

  /** Edge rows written by such an edge: a task watches about a third of its needs. */
  private static final double EDGE_ROWS_AN_EDGE = 0.29;

  private static final String BATCH = "batch-1";
  private static final int EVENTS_A_TRANSACTION = 100;
  private static final int LAYERS = 10;
  private static final int WIDE = 100;
  private static final int NEEDS = 10;
  private static final long SEED = 20_261_121;

  private final CountingRows rows = new CountingRows();
  private final LedgerStore store = rows.store();
  private final LedgerView view = LedgerView.of(store, store.headers()::find);
  private final Ledger ledger = new Ledger(Limits.DEFAULT, Terms.DEFAULT, Set.of("default"));
  private final Deque<Effect.ReleaseTask> released = new ArrayDeque<>();
  private long events;

  @Test
  void aTaskThatNobodyNeeds() {
    int size = 1_000;
    run(IntStream.range(0, size).mapToObj(i -> task("task-" + i)).toList());

    assertThat(per(size, rows.gets())).as("gets a task").isLessThanOrEqualTo(GETS_A_TASK);
    assertThat(per(size, rows.writes())).as("writes a task").isLessThanOrEqualTo(WRITES_A_TASK);
    assertThat(per(size, rows.scans())).as("scans a task").isLessThanOrEqualTo(SCANS_A_TASK);
    assertThat(per(size, rows.bytesWritten())).as("bytes a task").isLessThanOrEqualTo(BYTES_A_TASK);
  }

  @Test
  void aStepOfAChain() {
    int size = 1_000;
    run(
        IntStream.range(0, size)
            .mapToObj(i -> i == 0 ? task("task-0") : task("task-" + i, "task-" + (i - 1)))
            .toList());

    assertThat(per(size, rows.gets())).as("gets a step").isLessThanOrEqualTo(GETS_A_STEP);
    assertThat(per(size, rows.writes())).as("writes a step").isLessThanOrEqualTo(WRITES_A_STEP);
    assertThat(per(size, rows.scans())).as("scans a step").isLessThanOrEqualTo(SCANS_A_STEP);
  }

  @Test
  void anEdgeBetweenLayers() {
    List<TaskSpec> tasks = layers(new Random(SEED));
    long edges = tasks.stream().mapToLong(task -> task.needs().size()).sum();
    run(tasks);

    assertThat(per(edges, rows.gets())).as("gets an edge").isLessThanOrEqualTo(GETS_AN_EDGE);
    assertThat(per(edges, rows.writes())).as("writes an edge").isLessThanOrEqualTo(WRITES_AN_EDGE);
    assertThat(per(edges, rows.writes('E')))
        .as("edge rows an edge")
        .isLessThanOrEqualTo(EDGE_ROWS_AN_EDGE);
  }

  private static List<TaskSpec> layers(Random random) {
    List<TaskSpec> tasks = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      for (int i = 0; i < WIDE; i++) {
        Set<String> needs = new LinkedHashSet<>();
        while (layer > 0 && needs.size() < NEEDS) {
          needs.add("l" + (layer - 1) + "-" + random.nextInt(WIDE));
        }
        tasks.add(task("l" + layer + "-" + i, needs.toArray(String[]::new)));
      }
    }
    return tasks;
  }

  /** From the first submission to the last report; reports come in the order of the releases. */
  private void run(List<TaskSpec> tasks) {
    take(new Event.SealRequested(BATCH, 1, tasks.size()));
    tasks.forEach(task -> take(new Event.TaskSubmitted(BATCH, 2, task)));
    Content output = new Content("null".getBytes(StandardCharsets.UTF_8), Content.JSON);
    while (!released.isEmpty()) {
      String taskId = released.remove().task().id();
      take(
          new Event.TaskReported(
              BATCH, 3, taskId, 1, TaskStatus.SUCCEEDED, null, output, null, 1, 4, 5, "w"));
    }
    store.flushCache();
    assertThat(store.headers().find(BATCH).life().status()).isEqualTo(BatchStatus.SUCCEEDED);
  }

  private void take(Event event) {
    Event next = event;
    while (next != null) {
      Decision decision = ledger.decide(next, view);
      store.save(BATCH, decision);
      next = null;
      for (Effect effect : decision.effects()) {
        if (effect instanceof Effect.ReleaseTask release) {
          released.add(release);
        } else if (effect instanceof Effect.MoreWork) {
          next = new Event.WorkDue(BATCH, event.at());
        }
      }
    }
    if (++events % EVENTS_A_TRANSACTION == 0) {
      store.flushCache();
    }
  }

  private static double per(long units, long count) {
    return (double) count / units;
  }

  private static TaskSpec task(String id, String... needs) {
    return new TaskSpec(
        id,
        null,
        "noop",
        new Content("{}".getBytes(StandardCharsets.UTF_8), Content.JSON),
        List.of(needs),
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        null,
        true,
        Map.of(),
        false,
        0);
  }
}
