package dev.sluice.client;

import dev.sluice.core.assign.Balancer;
import dev.sluice.core.assign.Dice;
import dev.sluice.core.assign.LeastLoaded;
import dev.sluice.core.assign.RoundRobin;
import dev.sluice.core.assign.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Divides tasks among workers: a pure function, for applications that place work themselves. Sluice
 * does not need it: its workers take what they have slots for.
 *
 * <pre>{@code
 * Map<String, List<String>> plan =
 *     Assignment.assign(
 *         List.of(new Assignment.Task("a"), new Assignment.Task("b", 5)),
 *         List.of(new Assignment.Worker("w1", 8), new Assignment.Worker("w2", 4)),
 *         Assignment.Strategy.weighted());
 * }</pre>
 */
public final class Assignment {

  private Assignment() {}

  /**
   * A task.
   *
   * @param cost what it is as load, at least 1, in any unit
   */
  public record Task(String id, long cost) {

    public Task {
      Objects.requireNonNull(id, "id");
      if (cost < 1) {
        throw new IllegalArgumentException("cost of task " + id + " must be at least 1: " + cost);
      }
    }

    /** A task of cost 1. */
    public Task(String id) {
      this(id, 1);
    }
  }

  /**
   * A worker.
   *
   * @param slots tasks that it can run at a time, at least 0
   * @param load what it has to do already, at least 0, in the unit of the costs
   */
  public record Worker(String id, int slots, long load) {

    public Worker {
      Objects.requireNonNull(id, "id");
      if (slots < 0) {
        throw new IllegalArgumentException(
            "slots of worker " + id + " must not be negative: " + slots);
      }
      if (load < 0) {
        throw new IllegalArgumentException(
            "load of worker " + id + " must not be negative: " + load);
      }
    }

    /** A worker that has nothing to do yet. */
    public Worker(String id, int slots) {
      this(id, slots, 0);
    }
  }

  /** How tasks are divided. The same tasks, workers and strategy always give the same. */
  public sealed interface Strategy {

    /** One worker after the other: their numbers of tasks differ by at most one. */
    static Strategy roundRobin() {
      return new RoundRobinly();
    }

    /**
     * Each task to the worker that has the least load by then. No worker that got a task ends with
     * more load than the least loaded one and the cost of one task.
     */
    static Strategy leastLoaded() {
      return new ByLoad();
    }

    /**
     * In proportion to the slots: each worker gets its exact part of the number of tasks, rounded
     * up or down. Costs and loads don't count; a worker without slots gets nothing.
     */
    static Strategy weighted() {
      return new BySlots();
    }

    /**
     * Each task to any worker.
     *
     * @param seed the same one gives the same again
     */
    static Strategy random(long seed) {
      return new AtRandom(seed);
    }
  }

  private record RoundRobinly() implements Strategy {}

  private record ByLoad() implements Strategy {}

  private record BySlots() implements Strategy {}

  private record AtRandom(long seed) implements Strategy {}

  /**
   * The tasks of each worker.
   *
   * @param tasks in the order in which they are dealt out
   * @param workers at least one; of equal ones the first come first
   * @return ids of tasks by id of worker, in the order of both; workers without tasks are in it
   * @throws IllegalArgumentException if there is no worker, or none with slots where slots count,
   *     or if an id comes twice
   */
  public static Map<String, List<String>> assign(
      List<Task> tasks, List<Worker> workers, Strategy strategy) {
    if (workers.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no worker to assign " + tasks.size() + " tasks to; give at least one");
    }
    List<List<String>> assigned = new ArrayList<>();
    Map<String, List<String>> byWorker = new LinkedHashMap<>();
    for (Worker worker : workers) {
      List<String> its = new ArrayList<>();
      assigned.add(its);
      if (byWorker.put(worker.id(), its) != null) {
        throw new IllegalArgumentException("worker " + worker.id() + " is there twice");
      }
    }
    Dealer dealer = dealer(tasks.size(), workers, strategy);
    Map<String, Task> seen = new LinkedHashMap<>();
    for (Task task : tasks) {
      if (seen.put(task.id(), task) != null) {
        throw new IllegalArgumentException("task " + task.id() + " is there twice");
      }
      assigned.get(dealer.next(task)).add(task.id());
    }
    return byWorker;
  }

  private interface Dealer {
    int next(Task task);
  }

  private static Dealer dealer(int tasks, List<Worker> workers, Strategy strategy) {
    return switch (strategy) {
      case RoundRobinly robin -> of(new RoundRobin(workers.size(), 0));
      case AtRandom dice -> of(new Dice(workers.size(), new SplittableRandom(dice.seed())));
      case ByLoad load -> leastLoaded(workers);
      case BySlots slots -> weighted(tasks, workers);
    };
  }

  private static Dealer of(Balancer balancer) {
    return task -> balancer.next();
  }

  private static Dealer leastLoaded(List<Worker> workers) {
    var balancer = new LeastLoaded(workers.size());
    for (int i = 0; i < workers.size(); i++) {
      balancer.add(i, workers.get(i).load());
    }
    return task -> balancer.next(task.cost());
  }

  /** Who has had the least of his share is next, so that all come to an end together. */
  private static Dealer weighted(int tasks, List<Worker> workers) {
    int[] slots = workers.stream().mapToInt(Worker::slots).toArray();
    if (workers.stream().allMatch(worker -> worker.slots() == 0)) {
      throw new IllegalArgumentException(
          "none of the " + workers.size() + " workers has slots; give at least one of them some");
    }
    int[] left = Shares.of(tasks, slots);
    var balancer = new LeastLoaded(workers.size());
    balancer.weigh(Arrays.stream(left).asLongStream().toArray());
    return task -> {
      int chosen = balancer.next();
      while (left[chosen] == 0) {
        balancer.add(chosen, Long.MAX_VALUE);
        chosen = balancer.next();
      }
      left[chosen]--;
      return chosen;
    };
  }
}
