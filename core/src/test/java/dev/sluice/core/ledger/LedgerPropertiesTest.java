package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random batches in random histories. A failure names its seed; {@code -Dsluice.seed=N} replays
 * that one alone, {@code -Dsluice.seeds=N} tries more.
 */
class LedgerPropertiesTest {

  private static final int SEEDS = Integer.getInteger("sluice.seeds", 2500);

  @Test
  void everyHistoryKeepsTheInvariantsAndEnds() {
    Transitions seen = new Transitions();
    forEachSeed(seed -> {
      RandomBatch batch = new RandomBatch(seed);
      World world = new RandomHistory(batch, seed + 1, new World(Invariant.all())).run();
      assertThat(world.closed()).as("the batch closed").isTrue();
      Set<String> expected = batch.mayStop() ? world.results.keySet() : batch.tasks.keySet();
      assertThat(world.results.keySet()).hasSameElementsAs(expected);
      seen.ofTasks.addAll(world.transitions.ofTasks);
      seen.ofBatches.addAll(world.transitions.ofBatches);
    });
    if (Long.getLong("sluice.seed") == null) {
      assertThat(seen.ofTasks)
          .as("moves of tasks")
          .containsExactlyInAnyOrderElementsOf(Transitions.OF_TASKS);
      Set<String> ofBatches = new TreeSet<>(seen.ofBatches);
      ofBatches.addAll(Transitions.TOO_RARE_FOR_CHANCE);
      assertThat(ofBatches)
          .as("moves of batches")
          .containsExactlyInAnyOrderElementsOf(Transitions.OF_BATCHES);
    }
  }

  @Test
  void tasksEndAsTheGraphSaysAndTheOrderDoesNotMatter() {
    forEachSeed(seed -> {
      RandomBatch batch = new RandomBatch(seed);
      if (batch.mayStop()) {
        return;
      }
      World one = new RandomHistory(batch, seed + 1, new World(Invariant.all())).run();
      World other = new RandomHistory(batch, seed + 2, new World(Invariant.all())).run();
      assertThat(endsOf(one)).isEqualTo(endsOf(other));
      assertThat(one.changes.getLast().status()).isEqualTo(other.changes.getLast().status());
      if (!batch.cyclic) {
        assertThat(endsOf(one)).isEqualTo(expectedEnds(batch));
      }
    });
  }

  @Test
  void anEventThatComesAgainChangesNothing() {
    forEachSeed(seed -> {
      RandomBatch batch = new RandomBatch(seed);
      World world = new World(Invariant.all());
      new RandomHistory(batch, seed + 1, world).run();
      int results = world.results.size();
      BatchRow before = world.view.batch(World.BATCH);
      for (TaskSpec task : batch.tasks.values()) {
        Decision again = world.send(new Event.TaskSubmitted(World.BATCH, world.tick(), task));
        assertThat(again.writes()).as("writes of a second %s", task.id()).isEmpty();
        assertThat(again.batch()).as("header after a second %s", task.id()).isNull();
      }
      assertThat(world.view.batch(World.BATCH)).isEqualTo(before);
      assertThat(world.results).hasSize(results);
    });
  }

  private static Map<String, TaskStatus> endsOf(World world) {
    Map<String, TaskStatus> ends = new TreeMap<>();
    world.results.forEach((id, results) -> ends.put(id, results.getFirst().status()));
    return ends;
  }

  /**
   * What becomes of an acyclic batch, by looking at the graph alone: tasks only need earlier ones.
   */
  private static Map<String, TaskStatus> expectedEnds(RandomBatch batch) {
    Map<String, TaskStatus> ends = new TreeMap<>();
    endWhatCanEnd(batch, ends);
    List<String> waitForNobody =
        batch.tasks.values().stream()
            .filter(task -> !ends.containsKey(task.id()))
            .filter(task -> !batch.tasks.keySet().containsAll(task.needs()))
            .map(TaskSpec::id)
            .toList();
    waitForNobody.forEach(id -> ends.put(id, TaskStatus.REJECTED));
    endWhatCanEnd(batch, ends);
    return ends;
  }

  private static void endWhatCanEnd(RandomBatch batch, Map<String, TaskStatus> ends) {
    for (TaskSpec task : batch.tasks.values()) {
      boolean allEnded = ends.keySet().containsAll(task.needs());
      boolean unsuccessful =
          task.needs().stream()
              .anyMatch(n -> ends.containsKey(n) && ends.get(n) != TaskStatus.SUCCEEDED);
      if (task.runIf() == RunIf.SUCCESS && unsuccessful) {
        ends.putIfAbsent(task.id(), TaskStatus.SKIPPED);
      } else if (allEnded && task.runIf() == RunIf.FAILURE && !unsuccessful) {
        ends.putIfAbsent(task.id(), TaskStatus.SKIPPED);
      } else if (allEnded) {
        ends.putIfAbsent(task.id(), batch.outcomes.get(task.id()));
      }
    }
  }

  private static void forEachSeed(SeedTest test) {
    Long only = Long.getLong("sluice.seed");
    long first = only != null ? only : 1;
    long last = only != null ? only : SEEDS;
    for (long seed = first; seed <= last; seed++) {
      try {
        test.run(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed "
                + seed
                + "; replay with: mvn -pl core test -Dtest=LedgerPropertiesTest -Dsluice.seed="
                + seed,
            e);
      }
    }
  }

  private interface SeedTest {
    void run(long seed);
  }
}
