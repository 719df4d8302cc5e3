package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Throughput;
import dev.sluice.benchmarks.site.Site;
import java.time.Duration;
import java.util.List;

/** W4: layers of tasks, each task needing ten random ones of the layer before. */
public final class Layers implements Workload {

  private static final int LAYERS = 10;
  private static final int NEEDS = 10;
  private static final long SEED = 42;

  private final String name;
  private final Context context;
  private final int width;
  private final int warmUp;
  private final int rounds;

  private Layers(String name, Context context, int width, int warmUp, int rounds) {
    this.name = name;
    this.context = context;
    this.width = width;
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  /** W4: layers of 100 tasks. */
  public static Layers small(Context context) {
    return switch (context.scale()) {
      case FULL, QUICK -> new Layers("W4", context, 100, 15, context.shortRepetitions());
      case TINY -> new Layers("W4", context, 12, 1, 1);
    };
  }

  /** W4large: layers of 10,000 tasks, close to a million edges. */
  public static Layers large(Context context) {
    return switch (context.scale()) {
      case FULL -> new Layers("W4large", context, 10_000, 1, context.repetitions());
      case QUICK -> new Layers("W4large", context, 2_000, 1, context.repetitions());
      case TINY -> new Layers("W4large", context, 20, 0, 1);
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "%d layers x %,d no-op tasks, each needing %d of the layer before, seed %d"
        .formatted(LAYERS, width, NEEDS, SEED);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Figures measure(Site site) {
    BatchRun run = new BatchRun(site);
    Rounds repeated = new Rounds(name, context.progress());
    repeated.warmUp(warmUp, () -> run.measure(Batches.layers(LAYERS, width, NEEDS, SEED)));
    var measured =
        repeated.measured(rounds, () -> run.measure(Batches.layers(LAYERS, width, NEEDS, SEED)));
    return Throughput.of(List.copyOf(measured), null, context.yardstick());
  }
}
