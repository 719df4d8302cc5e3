package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Makespan;
import dev.sluice.benchmarks.site.Site;
import java.time.Duration;

/** W3: one task, then many that need it, then one that needs them all. */
public final class FanOutFanIn implements Workload {

  private static final int WARM_UP = 8;

  private final Context context;
  private final int width;

  public FanOutFanIn(Context context) {
    this.context = context;
    this.width = context.scale() == Scale.TINY ? 20 : 1000;
  }

  @Override
  public String name() {
    return "W3";
  }

  @Override
  public String description() {
    return "1 -> %,d -> 1 no-op tasks".formatted(width);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Figures measure(Site site) {
    BatchRun run = new BatchRun(site);
    Rounds rounds = new Rounds(name(), context.progress());
    rounds.warmUp(WARM_UP, () -> run.measure(Batches.fanOutFanIn(width)));
    return Makespan.of(
        rounds.measured(context.shortRepetitions(), () -> run.measure(Batches.fanOutFanIn(width))),
        context.yardstick());
  }
}
