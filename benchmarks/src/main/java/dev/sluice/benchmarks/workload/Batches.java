package dev.sluice.benchmarks.workload;

import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** The batches that several workloads submit. */
final class Batches {

  private Batches() {}

  /** Tasks that need nothing and do nothing. */
  static Batch independent(int tasks) {
    BatchBuilder batch = Batch.named("independent");
    for (int i = 0; i < tasks; i++) {
      batch.task("t" + i, task -> task.type("noop"));
    }
    return batch.build();
  }

  /** Independent tasks in ten groups, of which one in so many fails. */
  static Batch mixed(String id, int tasks, int oneIn) {
    BatchBuilder batch = Batch.named(id).id(id);
    Map<String, String> fail = Map.of("fail", "true");
    for (int i = 0; i < tasks; i++) {
      String group = "g" + i % 10;
      if (i % oneIn == oneIn / 2) {
        batch.task("t" + i, task -> task.type("simulate").params(fail).group(group));
      } else {
        batch.task("t" + i, task -> task.type("noop").group(group));
      }
    }
    return batch.build();
  }

  /** Tasks that do nothing, each needing the one before. */
  static Batch chain(int tasks) {
    BatchBuilder batch = Batch.named("chain");
    batch.task("t0", task -> task.type("noop"));
    for (int i = 1; i < tasks; i++) {
      String before = "t" + (i - 1);
      batch.task("t" + i, task -> task.type("noop").needs(before));
    }
    return batch.build();
  }

  /** One task, then many that need it, then one that needs all of these. */
  static Batch fanOutFanIn(int width) {
    BatchBuilder batch = Batch.named("fan");
    batch.task("first", task -> task.type("noop"));
    List<String> middle = IntStream.range(0, width).mapToObj(i -> "m" + i).toList();
    middle.forEach(id -> batch.task(id, task -> task.type("noop").needs("first")));
    batch.task("last", task -> task.type("noop").needs(middle));
    return batch.build();
  }

  /** Layers of tasks, each task needing some of the layer before, chosen at random. */
  static Batch layers(int layers, int width, int needs, long seed) {
    Random random = new Random(seed);
    BatchBuilder batch = Batch.named("layers");
    for (int layer = 0; layer < layers; layer++) {
      int before = layer - 1;
      for (int i = 0; i < width; i++) {
        Set<String> chosen = new HashSet<>();
        while (layer > 0 && chosen.size() < Math.min(needs, width)) {
          chosen.add("l" + before + "-" + random.nextInt(width));
        }
        batch.task("l" + layer + "-" + i, task -> task.type("noop").needs(chosen));
      }
    }
    return batch.build();
  }

  /** Independent tasks that take some time and no processor. */
  static Batch sleeping(int tasks, Duration each) {
    BatchBuilder batch = Batch.named("sleeping");
    Map<String, String> params = Map.of("duration", each.toMillis() + "ms");
    for (int i = 0; i < tasks; i++) {
      batch.task("t" + i, task -> task.type("simulate").params(params));
    }
    return batch.build();
  }

  /**
   * Like {@link #independent}, and also waiting for a start command.
   *
   * @param payload random bytes of each task
   */
  static Batch held(int tasks, int payload) {
    Random random = new Random(tasks);
    BatchBuilder batch = Batch.named("held").held();
    for (int i = 0; i < tasks; i++) {
      byte[] bytes = new byte[payload];
      random.nextBytes(bytes);
      batch.task("t" + i, task -> task.type("noop").payload(bytes, "application/octet-stream"));
    }
    return batch.build();
  }
}
