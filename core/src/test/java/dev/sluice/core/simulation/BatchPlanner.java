package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Plans a batch: how it is submitted, what its producer gets wrong, what users do to it. */
final class BatchPlanner {

  private final Chance chance;
  private final Limits limits;
  private final String id;
  private final List<BatchPlan.Send> sends = new ArrayList<>();
  private boolean orderFree = true;

  BatchPlanner(Chance chance, Limits limits, String id) {
    this.chance = chance;
    this.limits = limits;
    this.id = id;
  }

  /** How a batch is submitted. */
  private enum Manner {
    WHOLE,
    STREAMED,
    NEVER_OPENED,
    NEVER_SEALED
  }

  BatchPlan plan(int size) {
    Manner manner =
        chance.oneIn(10)
            ? Manner.NEVER_SEALED
            : chance.oneOf(Manner.WHOLE, Manner.WHOLE, Manner.STREAMED, Manner.NEVER_OPENED);
    boolean opened = manner != Manner.NEVER_OPENED && !(manner == Manner.NEVER_SEALED && size > 3);
    boolean dynamic = chance.oneIn(5);
    boolean poison = chance.oneIn(12);
    double failures = chance.oneOf(0.0, 0.02, 0.1, 0.4);
    boolean fits = size + (dynamic ? size * Scenario.MOST_SPAWNED : 0) <= limits.tasksPerBatch();
    orderFree = manner != Manner.NEVER_SEALED && !poison && fits;
    if (opened) {
      OptionalLong expected = manner == Manner.WHOLE ? OptionalLong.of(size) : OptionalLong.empty();
      BatchOptions options = options(expected);
      command(at -> new Event.OpenRequested(id, at, options));
    }
    List<TaskMaker.Made> tasks =
        new TaskMaker(chance.split(), limits, size).tasks(opened && chance.oneIn(2));
    tasks.forEach(this::submit);
    if (manner == Manner.STREAMED || manner == Manner.NEVER_OPENED) {
      command(at -> new Event.SealRequested(id, at, size));
    }
    if (chance.oneIn(3)) {
      meddle(tasks);
    }
    if (chance.oneIn(3)) {
      chance.jumble(sends, sends.size());
    }
    repeat();
    Script script = new Script(chance.number(), failures, poison, dynamic, limits.outputBytes());
    return new BatchPlan(id, sends, script, orderFree);
  }

  private BatchOptions options(OptionalLong expected) {
    Mode mode = chance.oneIn(2) ? Mode.DISTRIBUTED : chance.oneOf(Mode.values());
    OnFailure onFailure = chance.oneIn(8) ? OnFailure.FAIL_FAST : OnFailure.CONTINUE;
    long maxFailed = chance.oneIn(10) ? chance.below(3) : -1;
    double maxFailedPercent = chance.oneIn(14) ? chance.below(50) : -1;
    long deadline =
        chance.oneIn(14) ? Agenda.BEGIN + chance.magnitude(Agenda.MILLI, Agenda.HOUR) : 0;
    orderFree &=
        onFailure == OnFailure.CONTINUE && maxFailed < 0 && maxFailedPercent < 0 && deadline == 0;
    return new BatchOptions(
        "random",
        expected,
        chance.oneIn(6),
        onFailure,
        maxFailed,
        maxFailedPercent,
        mode,
        mode == Mode.PARALLEL ? chance.below(5) : 0,
        deadline,
        Map.of("k", "v"),
        chance.oneIn(5) ? chance.magnitude(1000, 3_600_000) : 0);
  }

  private void submit(TaskMaker.Made made) {
    TaskSpec task = made.spec();
    send(
        Broker.submission(task.priority()),
        at -> new Event.TaskSubmitted(id, at, task, made.flaw()));
  }

  private void command(LongFunction<Event> record) {
    send(Broker.COMMAND, record);
  }

  private void send(String topic, LongFunction<Event> record) {
    sends.add(new BatchPlan.Send(topic, record, pause()));
  }

  private long pause() {
    return chance.oneIn(60)
        ? chance.magnitude(Agenda.SECOND, 2 * Agenda.HOUR)
        : chance.below(3) * 500L;
  }

  /** What users, and producers with defects, do somewhere in between. */
  private void meddle(List<TaskMaker.Made> tasks) {
    int times = chance.between(1, 4);
    for (int i = 0; i < times; i++) {
      int place = chance.below(sends.size() + 1);
      List<BatchPlan.Send> added = new ArrayList<>(sends.subList(place, sends.size()));
      sends.subList(place, sends.size()).clear();
      meddleOnce(tasks);
      sends.addAll(added);
    }
  }

  private void meddleOnce(List<TaskMaker.Made> tasks) {
    String someTask = "t" + chance.below(tasks.size() + 1);
    switch (chance.below(16)) {
      case 0, 1 -> {
        orderFree = false;
        command(at -> new Event.CancelRequested(id, at, null, "not wanted"));
        if (chance.oneIn(2)) {
          command(at -> new Event.CancelRequested(id, at, null, "not wanted"));
        }
      }
      case 2, 3 -> {
        orderFree = false;
        command(at -> new Event.CancelRequested(id, at, someTask, null));
      }
      case 4, 5 -> {
        command(at -> new Event.PauseRequested(id, at));
        command(at -> new Event.StartRequested(id, at));
      }
      case 6 -> command(at -> new Event.StartRequested(id, at));
      case 7 -> {
        orderFree = false;
        command(at -> new Event.OpenRequested(id, at, BatchOptions.DEFAULT));
      }
      case 8 -> {
        orderFree = false;
        long wrong = chance.oneOf(tasks.size() + 1L, tasks.size() - 1L, -1L, 1_000_000_000L);
        command(at -> new Event.SealRequested(id, at, wrong));
      }
      case 9 -> command(at -> new Event.UnsupportedRequested(id, at, "Explode"));
      case 10 -> {
        orderFree = false;
        command(at -> new Event.RetryRequested(id, at));
      }
      case 11 -> {
        orderFree = false;
        command(at -> new Event.ClearRequested(id, at));
      }
      case 12, 13 -> {
        orderFree = false;
        Priority priority = chance.oneOf(Priority.values());
        submit(new TaskMaker.Made(TaskMaker.simple(someTask, List.of(), priority), null));
      }
      case 14 ->
          submit(new TaskMaker.Made(TaskMaker.simple("no id!", List.of(), Priority.LOW), null));
      default -> command(at -> new Event.PauseRequested(id, at)); // until the world is put in order
    }
  }

  /** Whoever gets no acknowledgement sends again. */
  private void repeat() {
    if (chance.oneIn(3) && !sends.isEmpty()) {
      int times = chance.between(1, 5);
      for (int i = 0; i < times; i++) {
        int place = chance.below(sends.size());
        sends.add(chance.between(place, sends.size()), sends.get(place));
      }
    }
  }
}
