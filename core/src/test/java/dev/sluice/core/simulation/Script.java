package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each attempt of each task comes to. It depends on the seed and the task alone, not on who
 * runs it and when: so the same batch comes to the same in every order of events.
 */
final class Script {

  private static final int MOST_SPAWNED = 3;

  private final long seed;
  private final double failures;
  private final boolean poison;
  private final boolean dynamic;
  private final int outputBytes;

  /**
   * @param failures share of the attempts that fail
   * @param poison whether some tasks kill their workers
   * @param dynamic whether tasks add tasks
   * @param outputBytes the limit, which is now and then exceeded
   */
  Script(long seed, double failures, boolean poison, boolean dynamic, int outputBytes) {
    this.seed = seed;
    this.failures = failures;
    this.poison = poison;
    this.dynamic = dynamic;
    this.outputBytes = outputBytes;
  }

  /** What an attempt comes to. */
  record Outcome(
      TaskStatus status,
      boolean killsWorker,
      long micros,
      @Nullable Content output,
      @Nullable TaskError error,
      List<Event.Spawned> spawned) {}

  /** Whether another attempt can help, as the worker sees it. */
  static boolean retryable(Outcome outcome, TaskSpec task) {
    return task.retry() != null
        && (outcome.status() == TaskStatus.TIMED_OUT
            ? task.retry().retryOnTimeout()
            : outcome.error() != null && outcome.error().retryable());
  }

  Outcome attempt(TaskSpec task, int round, int number) {
    Chance chance = Chance.of(seed, task.id().hashCode(), round, number);
    long micros = chance.magnitude(200, 200 * Agenda.MILLI);
    if (poison && Chance.of(seed, task.id().hashCode()).oneIn(25)) {
      return new Outcome(TaskStatus.FAILED, true, micros, null, null, List.of());
    }
    if (chance.happens(round > 1 ? failures / 2 : failures)) {
      TaskStatus status = chance.oneIn(4) ? TaskStatus.TIMED_OUT : TaskStatus.FAILED;
      TaskError error = new TaskError("Broken", "on purpose", !chance.oneIn(5));
      return new Outcome(status, false, micros, null, error, List.of());
    }
    return new Outcome(
        TaskStatus.SUCCEEDED,
        false,
        micros,
        output(task, chance),
        null,
        dynamic ? spawned(task, chance) : List.of());
  }

  private @Nullable Content output(TaskSpec task, Chance chance) {
    if (chance.oneIn(6)) {
      return null;
    }
    int size =
        switch (chance.below(40)) {
          case 0 -> outputBytes + 1;
          case 1, 2, 3, 4 -> outputBytes;
          default -> 0;
        };
    byte[] id = task.id().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[Math.max(size, id.length)];
    System.arraycopy(id, 0, bytes, 0, id.length);
    return new Content(bytes, "text/plain");
  }

  private static List<Event.Spawned> spawned(TaskSpec task, Chance chance) {
    boolean deep = task.id().indexOf('/') >= 0;
    if (!chance.oneIn(deep ? 12 : 3)) {
      return List.of();
    }
    List<Event.Spawned> spawned = new ArrayList<>();
    int count = chance.oneIn(30) ? Scenario.MOST_SPAWNED + 1 : chance.between(1, MOST_SPAWNED);
    for (int i = 0; i < count; i++) {
      List<String> needs = new ArrayList<>();
      if (chance.oneIn(3)) {
        needs.add(task.id());
      }
      if (i > 0 && chance.oneIn(3)) {
        needs.add(task.id() + "/" + (i - 1));
      }
      TaskSpec child = TaskMaker.simple(task.id() + "/" + i, needs, task.priority());
      spawned.add(new Event.Spawned(child, chance.oneIn(30) ? "on purpose" : null));
    }
    return spawned;
  }
}
