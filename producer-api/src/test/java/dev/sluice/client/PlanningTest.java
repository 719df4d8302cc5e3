package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.BatchProblem.Code;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Properties over random batches; {@code -Dsluice.seed=N} replays a failure. */
class PlanningTest {

  private static final int WORLDS = 300;
  private static final Limits NARROW = new Limits(1_000, 1_000, 1_000, 100, 2, 1, 1, 100, 10);

  private static Batch batch(String id, Map<String, List<String>> needs) {
    BatchBuilder builder = Batch.named(id).id(id);
    needs.forEach(
        (task, its) -> builder.task(task, described -> described.type("noop").needs(its)));
    return builder.build();
  }

  private static Batch random(Random random) {
    BatchBuilder builder = Batch.named("random").id("random").label("seed", "any");
    int tasks = 1 + random.nextInt(60);
    double density = random.nextDouble() * 2 / tasks;
    for (int i = 0; i < tasks; i++) {
      List<String> needs = new ArrayList<>();
      for (int before = 0; before < i; before++) {
        if (random.nextDouble() < density) {
          needs.add("t" + before);
        }
      }
      builder.task("t" + i, task -> task.type("noop").needs(needs));
    }
    return builder.build();
  }

  private interface Property {
    void holdsFor(Batch batch, Random random);
  }

  private static void check(Property property) {
    Long replay = Long.getLong("sluice.seed");
    long first = replay == null ? System.nanoTime() : replay;
    for (long seed = first; seed < first + (replay == null ? WORLDS : 1); seed++) {
      Random random = new Random(seed);
      try {
        property.holdsFor(random(random), random);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
      }
    }
  }

  private static List<String> ids(Batch batch) {
    return batch.tasks().stream().map(TaskSpec::id).toList();
  }

  @Test
  void layersAreAsDeepAsTheLongestChain() {
    Batch diamond =
        batch(
            "diamond",
            Map.of("a", List.of(), "b", List.of("a"), "c", List.of("a"), "d", List.of("b", "c")));

    assertThat(Planning.executionLayers(diamond).stream().map(Set::copyOf))
        .containsExactly(Set.of("a"), Set.of("b", "c"), Set.of("d"));
  }

  @Test
  void allProblemsAreFoundByOtherLimits() {
    Batch batch = batch("b", Map.of("a", List.of(), "b", List.of("a"), "c", List.of("a", "b")));

    assertThat(Planning.validate(batch)).isEmpty();
    assertThat(Planning.validate(batch, NARROW))
        .extracting(BatchProblem::code)
        .containsExactlyInAnyOrder(Code.BATCH_TOO_LARGE, Code.TOO_MANY_NEEDS);
  }

  @Test
  void partsHaveEachTaskOnceAndNoNeedBetweenThemAndHangTogether() {
    check((batch, random) -> {
      List<Batch> parts = Planning.split(batch);

      assertThat(parts.stream().flatMap(part -> ids(part).stream()))
          .containsExactlyInAnyOrderElementsOf(ids(batch));
      for (Batch part : parts) {
        Set<String> own = new HashSet<>(ids(part));
        part.tasks().forEach(task -> assertThat(own).containsAll(task.needs()));
        assertThat(Planning.validate(part)).isEmpty();
        assertThat(Planning.split(part)).containsExactly(part);
        assertThat(part.options().expectedTasks()).hasValue(part.tasks().size());
        assertThat(part.options().labels()).isEqualTo(batch.options().labels());
      }
      assertThat(parts.stream().map(Batch::id)).doesNotHaveDuplicates();
      assertThat(ids(parts.getFirst()).getFirst()).isEqualTo("t0");
    });
  }

  @Test
  void partsOfAtMostSoManyTasksAreAsFewAsTwiceTheBest() {
    check((batch, random) -> {
      int largest =
          Planning.split(batch).stream().mapToInt(part -> part.tasks().size()).max().orElseThrow();
      int most = largest + random.nextInt(10);

      List<Batch> parts = Planning.split(batch, most);

      assertThat(parts.stream().flatMap(part -> ids(part).stream()))
          .containsExactlyInAnyOrderElementsOf(ids(batch));
      assertThat(parts)
          .allSatisfy(part -> {
            assertThat(part.tasks()).hasSizeLessThanOrEqualTo(most);
            assertThat(Planning.validate(part)).isEmpty();
          });
      assertThat(parts.size()).isLessThanOrEqualTo(2 * Math.ceilDiv(batch.tasks().size(), most));
      if (largest > 1) {
        assertThatThrownBy(() -> Planning.split(batch, largest - 1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(largest + " tasks hang together, the first is t");
      }
    });
  }

  @Test
  void whatWasSplitAndMergedHasTheSameTasks() {
    check((batch, random) -> {
      Batch merged = Planning.merge("whole", Planning.split(batch));

      assertThat(merged.id()).isEqualTo("whole");
      assertThat(merged.tasks()).containsExactlyInAnyOrderElementsOf(batch.tasks());
      assertThat(merged.options().expectedTasks()).hasValue(batch.tasks().size());
      assertThat(merged.options().labels()).isEqualTo(batch.options().labels());
    });
  }

  @Test
  void batchesThatDoNotFitTogetherAreNotMerged() {
    Batch one = batch("one", Map.of("a", List.of()));
    Batch other = batch("other", Map.of("a", List.of(), "b", List.of()));
    Batch window = Batch.named("w").id("w").maxParallel(2).task("c", t -> t.type("noop")).build();

    assertThatThrownBy(() -> Planning.merge("all", List.of(one, other)))
        .isInstanceOfSatisfying(
            InvalidBatchException.class,
            e ->
                assertThat(e.problems())
                    .extracting(BatchProblem::code)
                    .containsExactly(Code.DUPLICATE_TASK));
    assertThatThrownBy(() -> Planning.merge("all", List.of(one, window)))
        .hasMessageContaining("batches one and w have other options");
    assertThatThrownBy(
            () -> Planning.split(Batch.named("o").open().task("a", t -> t.type("x")).build()))
        .hasMessageContaining("is an open one");
  }

  @Test
  void anEstimateIsWithinItsBounds() {
    check((batch, random) -> {
      Map<String, Duration> known = new HashMap<>();
      ids(batch).forEach(id -> known.put(id, Duration.ofMillis(random.nextInt(100))));
      DurationEstimate alone = Planning.estimateDuration(batch, 1, known);
      int slots = 1 + random.nextInt(8);

      DurationEstimate estimate = Planning.estimateDuration(batch, slots, known);

      assertThat(alone.expected()).isEqualTo(alone.work()).isEqualTo(alone.atLeast());
      assertThat(estimate.expected()).isBetween(estimate.atLeast(), estimate.atMost());
      assertThat(estimate.atMost())
          .isLessThanOrEqualTo(estimate.atLeast().multipliedBy(2).plusNanos(1000));
      assertThat(estimate.expected()).isEqualTo(simulated(batch, known, slots));
      assertThat(Planning.estimateDuration(batch, batch.tasks().size(), known).expected())
          .isEqualTo(Duration.ofNanos(estimate.criticalPath().durationMicros() * 1000));
    });
  }

  /** Millisecond by millisecond. */
  private static Duration simulated(Batch batch, Map<String, Duration> known, int slots) {
    List<TaskSpec> waiting = new ArrayList<>(batch.tasks());
    waiting.sort((a, b) -> b.remainingPath() - a.remainingPath());
    Map<String, Long> ends = new HashMap<>();
    Set<String> ended = new HashSet<>();
    for (long now = 0; true; now++) {
      boolean again = true;
      while (again) {
        for (var running : Map.copyOf(ends).entrySet()) {
          if (running.getValue() <= now) {
            ends.remove(running.getKey());
            ended.add(running.getKey());
          }
        }
        again = false;
        for (TaskSpec task : List.copyOf(waiting)) {
          if (ends.size() < slots && ended.containsAll(task.needs())) {
            waiting.remove(task);
            ends.put(task.id(), now + known.get(task.id()).toMillis());
            again |= known.get(task.id()).isZero();
          }
        }
      }
      if (waiting.isEmpty() && ends.isEmpty()) {
        return Duration.ofMillis(now);
      }
    }
  }

  @Test
  void aWindowIsKeptAndUnknownDurationsAreAssumed() {
    BatchBuilder builder = Batch.named("w").maxParallel(2);
    for (int i = 0; i < 10; i++) {
      builder.task("t" + i, task -> task.type("noop"));
    }
    Map<String, Duration> known = Map.of("t0", Duration.ofSeconds(1));

    DurationEstimate estimate =
        Planning.estimateDuration(builder.build(), 100, known, Duration.ofSeconds(1));

    assertThat(estimate.expected()).isEqualTo(Duration.ofSeconds(5));
    assertThat(estimate.work()).isEqualTo(Duration.ofSeconds(10));
    assertThat(estimate.knownTasks()).isEqualTo(1);
    assertThat(Planning.estimateDuration(builder.build(), 100, known).expected())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void batchesAreOfEqualSizeForAllPartitionsAndNotSmallerThanTheSlots() {
    assertThat(Planning.optimalBatchSize(60_000, 6, 100)).isEqualTo(10_000);
    assertThat(Planning.optimalBatchSize(60, 6, 100)).isEqualTo(60);
    assertThat(Planning.optimalBatchSize(600, 6, 200)).isEqualTo(200);
    assertThat(Planning.optimalBatchSize(1, 6, 200)).isEqualTo(1);
    long limit = Limits.DEFAULT.tasksPerBatch();
    assertThat(Planning.optimalBatchSize(6 * limit + 6, 6, 10)).isEqualTo((int) limit / 2 + 1);
    assertThatThrownBy(() -> Planning.optimalBatchSize(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
