package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.Assignment.Strategy;
import dev.sluice.client.Assignment.Task;
import dev.sluice.client.Assignment.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Properties over random tasks and workers; {@code -Dsluice.seed=N} replays a failure. */
class AssignmentTest {

  private static final int WORLDS = 300;

  private record World(List<Task> tasks, List<Worker> workers, Random random) {

    static World of(long seed) {
      Random random = new Random(seed);
      List<Task> tasks =
          IntStream.range(0, random.nextInt(300))
              .mapToObj(i -> new Task("t" + i, 1 + random.nextInt(50)))
              .toList();
      List<Worker> workers =
          IntStream.range(0, 1 + random.nextInt(20))
              .mapToObj(i ->
                  new Worker("w" + i, (i == 0 ? 1 : 0) + random.nextInt(9), random.nextInt(200)))
              .toList();
      return new World(tasks, workers, random);
    }

    Map<String, List<String>> assigned(Strategy strategy) {
      return Assignment.assign(tasks, workers, strategy);
    }
  }

  private interface Property {
    void holdsFor(World world);
  }

  private static void check(Property property) {
    Long replay = Long.getLong("sluice.seed");
    long first = replay == null ? System.nanoTime() : replay;
    for (long seed = first; seed < first + (replay == null ? WORLDS : 1); seed++) {
      try {
        property.holdsFor(World.of(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
      }
    }
  }

  private static Stream<Strategy> strategies(long seed) {
    return Stream.of(
        Strategy.roundRobin(), Strategy.leastLoaded(), Strategy.weighted(), Strategy.random(seed));
  }

  @Test
  void everyTaskIsAssignedOnceAndAlwaysToTheSame() {
    check(world ->
        strategies(world.random().nextLong())
            .forEach(strategy -> {
              Map<String, List<String>> assigned = world.assigned(strategy);

              assertThat(assigned.keySet()).containsExactlyElementsOf(ids(world.workers()));
              assertThat(assigned.values().stream().flatMap(List::stream))
                  .containsExactlyInAnyOrderElementsOf(
                      world.tasks().stream().map(Task::id).toList());
              assertThat(world.assigned(strategy)).isEqualTo(assigned);
            }));
  }

  private static List<String> ids(List<Worker> workers) {
    return workers.stream().map(Worker::id).toList();
  }

  @Test
  void roundRobinDiffersByAtMostOne() {
    check(world -> {
      var sizes = world.assigned(Strategy.roundRobin()).values().stream().mapToInt(List::size);
      var summary = sizes.summaryStatistics();
      assertThat(summary.getMax() - summary.getMin()).isLessThanOrEqualTo(1);
    });
  }

  @Test
  void leastLoadedIsWithinOneTaskOfTheLeastLoad() {
    check(world -> {
      Map<String, Long> costs = new HashMap<>();
      world.tasks().forEach(task -> costs.put(task.id(), task.cost()));
      Map<String, List<String>> assigned = world.assigned(Strategy.leastLoaded());
      Map<String, Long> loads = new HashMap<>();
      for (Worker worker : world.workers()) {
        long more = assigned.get(worker.id()).stream().mapToLong(costs::get).sum();
        loads.put(worker.id(), worker.load() + more);
      }
      long least = loads.values().stream().mapToLong(Long::longValue).min().orElseThrow();
      assigned.forEach((worker, tasks) -> {
        if (!tasks.isEmpty()) {
          assertThat(loads.get(worker) - costs.get(tasks.getLast()))
              .as("load of %s before its last task", worker)
              .isLessThanOrEqualTo(least);
        }
      });
    });
  }

  @Test
  void weightedIsTheExactPartRoundedUpOrDown() {
    check(world -> {
      long slots = world.workers().stream().mapToLong(Worker::slots).sum();
      Map<String, List<String>> assigned = world.assigned(Strategy.weighted());
      for (Worker worker : world.workers()) {
        double exact = (double) world.tasks().size() * worker.slots() / slots;
        assertThat(assigned.get(worker.id()).size())
            .isBetween((int) Math.floor(exact), (int) Math.ceil(exact));
      }
    });
  }

  @Test
  void weightedDealsToAllFromTheBeginning() {
    List<Task> tasks = IntStream.range(0, 30).mapToObj(i -> new Task("t" + i)).toList();
    Map<String, List<String>> assigned =
        Assignment.assign(
            tasks, List.of(new Worker("large", 4), new Worker("small", 2)), Strategy.weighted());

    assertThat(assigned.get("large")).hasSize(20);
    assertThat(assigned.get("small")).contains("t2").hasSize(10);
  }

  @Test
  void randomReachesEveryWorkerAndDependsOnItsSeed() {
    List<Task> tasks = IntStream.range(0, 200).mapToObj(i -> new Task("t" + i)).toList();
    List<Worker> workers = IntStream.range(0, 4).mapToObj(i -> new Worker("w" + i, 1)).toList();

    var one = Assignment.assign(tasks, workers, Strategy.random(1));

    assertThat(one.values()).allSatisfy(its -> assertThat(its).isNotEmpty());
    assertThat(Assignment.assign(tasks, workers, Strategy.random(2))).isNotEqualTo(one);
  }

  @Test
  void saysWhatIsWrong() {
    List<Task> task = List.of(new Task("t"));
    List<Worker> worker = List.of(new Worker("w", 1));

    assertThatThrownBy(() -> Assignment.assign(task, List.of(), Strategy.roundRobin()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no worker to assign 1 tasks to; give at least one");
    List<Worker> idle = List.of(new Worker("w", 0));
    assertThatThrownBy(() -> Assignment.assign(task, idle, Strategy.weighted()))
        .hasMessage("none of the 1 workers has slots; give at least one of them some");
    List<Task> twice = new ArrayList<>(task);
    twice.addAll(task);
    assertThatThrownBy(() -> Assignment.assign(twice, worker, Strategy.leastLoaded()))
        .hasMessage("task t is there twice");
    assertThatThrownBy(() ->
            Assignment.assign(task, List.of(worker.get(0), worker.get(0)), Strategy.leastLoaded()))
        .hasMessage("worker w is there twice");
    assertThatThrownBy(() -> new Task("t", 0)).hasMessage("cost of task t must be at least 1: 0");
    assertThatThrownBy(() -> new Worker("w", -1)).hasMessageContaining("slots of worker w");
    assertThatThrownBy(() -> new Worker("w", 1, -1)).hasMessageContaining("load of worker w");
  }
}
