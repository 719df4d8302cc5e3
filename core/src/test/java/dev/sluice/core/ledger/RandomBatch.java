package dev.sluice.core.ledger;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** A batch made from a seed: a graph, the outcome that each task would have, and the commands. */
final class RandomBatch {

  final long seed;
  final Map<String, TaskSpec> tasks = new LinkedHashMap<>();
  final Map<String, TaskStatus> outcomes = new LinkedHashMap<>();
  final BatchOptions options;
  final boolean cyclic;
  final boolean cancelled;
  final boolean paused;
  final boolean opened;
  private final boolean lax;

  RandomBatch(long seed) {
    this.seed = seed;
    Random random = scrambled(seed);
    int size = random.nextInt(8) == 0 ? random.nextInt(3) : 1 + random.nextInt(30);
    cyclic = random.nextInt(4) == 0;
    cancelled = random.nextInt(8) == 0;
    opened = random.nextInt(4) != 0;
    lax = random.nextInt(6) == 0;
    paused = opened && random.nextInt(6) == 0;
    boolean unknownNeeds = random.nextInt(6) == 0;
    boolean delays = random.nextInt(5) == 0;
    double failureRate = random.nextInt(3) == 0 ? 0.3 : 0.03;
    for (int i = 0; i < size; i++) {
      List<String> needs = needs(random, i, size);
      if (unknownNeeds && random.nextInt(8) == 0) {
        needs.add("nobody-" + random.nextInt(3));
      }
      String id = "t" + i;
      tasks.put(id, task(random, id, needs, delays));
      outcomes.put(id, outcome(random, failureRate));
    }
    options = options(random, size);
  }

  /** Whether tasks may be cancelled, so that it matters what came first. */
  boolean mayStop() {
    return cancelled
        || options.deadline() > 0
        || options.onFailure() == OnFailure.FAIL_FAST
        || options.maxFailed() >= 0;
  }

  /** Neighbouring seeds give similar first numbers; these don't. */
  static Random scrambled(long seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }

  private List<String> needs(Random random, int i, int size) {
    List<String> needs = new ArrayList<>();
    int count = Math.min(i, random.nextInt(4));
    for (int n = 0; n < count; n++) {
      needs.add("t" + random.nextInt(i));
    }
    if (cyclic && random.nextInt(5) == 0) {
      needs.add("t" + random.nextInt(size));
    }
    return needs;
  }

  private TaskSpec task(Random random, String id, List<String> needs, boolean delays) {
    RunIf runIf = cyclic || random.nextInt(5) > 0 ? RunIf.SUCCESS : pick(random, RunIf.values());
    String asked = needs.isEmpty() ? "" : "${" + needs.getFirst() + ".output}";
    long notBefore =
        delays && random.nextInt(4) == 0 ? 1_700_000_000_000_000L + random.nextInt(90_000) : 0;
    return new TaskSpec(
        id,
        null,
        "noop",
        new Content(
            ("{\"x\":\"" + asked + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Content.JSON),
        needs,
        runIf,
        pick(random, Priority.values()),
        0,
        null,
        "default",
        null,
        notBefore,
        null,
        true,
        Map.of(),
        opened && !lax,
        0);
  }

  private static TaskStatus outcome(Random random, double failureRate) {
    if (random.nextDouble() >= failureRate) {
      return TaskStatus.SUCCEEDED;
    }
    return random.nextBoolean() ? TaskStatus.FAILED : TaskStatus.TIMED_OUT;
  }

  private static BatchOptions options(Random random, int size) {
    Mode mode = random.nextInt(3) == 0 ? pick(random, Mode.values()) : Mode.DISTRIBUTED;
    return new BatchOptions(
        "random",
        random.nextBoolean() ? OptionalLong.of(size) : OptionalLong.empty(),
        random.nextInt(5) == 0,
        random.nextInt(6) == 0 ? OnFailure.FAIL_FAST : OnFailure.CONTINUE,
        random.nextInt(8) == 0 ? random.nextInt(3) : -1,
        -1,
        mode,
        mode == Mode.PARALLEL ? 1 + random.nextInt(4) : 0,
        random.nextInt(8) == 0 ? 1_700_000_000_000_000L + random.nextInt(40_000) : 0,
        Map.of("k", "v"),
        0);
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
