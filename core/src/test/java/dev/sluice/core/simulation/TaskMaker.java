package dev.sluice.core.simulation;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the tasks of a batch: mostly sound ones. */
final class TaskMaker {

  private final Chance chance;
  private final Limits limits;
  private final int size;
  private final boolean cyclic;
  private final boolean unknownNeeds;
  private final boolean delays;
  private final boolean retries;
  private final boolean flawed;
  private final boolean wide;
  private final boolean anyRunIf;
  private final boolean cached;

  TaskMaker(Chance chance, Limits limits, int size) {
    this.chance = chance;
    this.limits = limits;
    this.size = size;
    this.cyclic = chance.oneIn(6);
    this.unknownNeeds = chance.oneIn(8);
    this.delays = chance.oneIn(5);
    this.retries = chance.oneIn(2);
    this.flawed = chance.oneIn(5);
    this.wide = chance.oneIn(4) || size > 100;
    this.anyRunIf = chance.oneIn(3);
    this.cached = chance.oneIn(3);
  }

  /** A task as submitted. */
  record Made(TaskSpec spec, @Nullable String flaw) {}

  /** A task that has nothing special. */
  static TaskSpec simple(String id, List<String> needs, Priority priority) {
    return new TaskSpec(
        id,
        null,
        "noop",
        Content.EMPTY,
        needs,
        RunIf.SUCCESS,
        priority,
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

  List<Made> tasks(boolean awaitOpen) {
    List<Made> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean bad = flawed && chance.oneIn(6);
      tasks.add(task(i, awaitOpen, bad ? chance.below(9) : -1));
    }
    return tasks;
  }

  /**
   * @param bad which rule it breaks; -1 = none
   */
  private Made task(int i, boolean awaitOpen, int bad) {
    String id = "t" + i;
    List<String> needs = needs(i);
    Content payload = payload(needs);
    String pool = chance.oneIn(8) ? "gpu" : "default";
    long timeoutMs = 0;
    Map<String, String> headers = Map.of();
    @Nullable String flaw = null;
    switch (bad) {
      case 0 -> needs.add(id);
      case 1 -> needs = new ArrayList<>(Collections.nCopies(limits.needsPerTask() + 1, "t0"));
      case 2 -> payload = new Content(new byte[limits.payloadBytes() + 1], Content.JSON);
      case 3 -> payload = text("${stranger.output}");
      case 4 -> pool = "nowhere";
      case 5 -> timeoutMs = -1;
      case 6 -> headers = headers(limits.headersPerTask() + 1);
      case 7 -> needs.add("no task id");
      case 8 -> flaw = "retry.delay must be not negative";
      default -> {}
    }
    return new Made(
        new TaskSpec(
            id,
            chance.oneIn(9) ? "Task " + i : null,
            chance.oneOf("noop", "echo", "simulate"),
            payload,
            needs,
            anyRunIf && !cyclic && chance.oneIn(4) ? chance.oneOf(RunIf.values()) : RunIf.SUCCESS,
            chance.oneIn(2) ? Priority.NORMAL : chance.oneOf(Priority.values()),
            timeoutMs,
            retries && chance.oneIn(2) ? retry() : null,
            pool,
            chance.oneIn(5) ? "group-" + chance.below(2) : null,
            delays && chance.oneIn(5)
                ? Agenda.BEGIN + chance.magnitude(Agenda.MILLI, 5 * Agenda.HOUR)
                : 0,
            cached && chance.oneIn(2) ? cacheUse(id) : null,
            !chance.oneIn(6),
            headers,
            awaitOpen,
            chance.below(4)),
        flaw);
  }

  private List<String> needs(int i) {
    List<String> needs = new ArrayList<>();
    int count = Math.min(i, wide ? chance.below(2) : chance.below(4));
    for (int n = 0; n < count; n++) {
      needs.add("t" + (wide ? 0 : chance.below(i)));
    }
    if (cyclic && chance.oneIn(5)) {
      int need = chance.below(size);
      needs.add("t" + (need == i ? (i + 1) % Math.max(2, size) : need));
    }
    if (unknownNeeds && chance.oneIn(8)) {
      needs.add("nobody-" + chance.below(2));
    }
    return needs;
  }

  private Content payload(List<String> needs) {
    String part = chance.oneIn(12) ? "#/nowhere" : "";
    String asked =
        needs.isEmpty() || chance.oneIn(2) ? "" : "${" + needs.getFirst() + ".output" + part + "}";
    return text("{\"x\":\"" + asked + "\"}");
  }

  private static Content text(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), Content.JSON);
  }

  /** No two tasks share a key: they would not end as their script says. */
  private CacheUse cacheUse(String id) {
    long ttlMs = chance.oneIn(2) ? 0 : chance.magnitude(1, 24 * 3_600_000L);
    return new CacheUse(id + " " + chance.below(Integer.MAX_VALUE), ttlMs);
  }

  private RetryPlan retry() {
    return new RetryPlan(
        chance.oneOf(RetryPlan.Policy.values()),
        chance.below(4),
        Duration.ofMillis(chance.magnitude(1, 4 * 3_600_000L)),
        2.0,
        Duration.ofHours(6),
        chance.oneOf(0.0, 0.2),
        chance.oneIn(2));
  }

  private static Map<String, String> headers(int count) {
    Map<String, String> headers = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      headers.put("h" + i, "v");
    }
    return headers;
  }
}
