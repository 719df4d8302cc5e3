package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Round;
import dev.sluice.benchmarks.figure.Throughput;
import dev.sluice.benchmarks.site.Site;
import java.time.Duration;
import java.util.List;

/** W1: many tasks that need nothing and do nothing, in one batch. */
public final class IndependentTasks implements Workload {

  private final Context context;
  private final int tasks;
  private final int coldTasks;
  private final int warmUps;

  public IndependentTasks(Context context) {
    this.context = context;
    this.tasks = context.scale() == Scale.TINY ? 500 : 100_000;
    this.coldTasks = context.scale() == Scale.FULL ? tasks : Math.min(tasks, 20_000);
    // The compiler is busy for some hundred thousand tasks: until then it takes half of the
    // machine.
    this.warmUps = context.scale() == Scale.TINY ? 1 : 4;
  }

  @Override
  public String name() {
    return "W1";
  }

  @Override
  public String description() {
    return "%,d independent no-op tasks in one batch".formatted(tasks);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Throughput measure(Site site) {
    BatchRun run = new BatchRun(site);
    Rounds rounds = new Rounds(name(), context.progress());
    Round cold = rounds.measured(1, () -> run.measure(Batches.independent(coldTasks))).getFirst();
    rounds.warmUp(warmUps, () -> run.measure(Batches.independent(tasks)));
    List<Round> warm =
        rounds.measured(context.repetitions(), () -> run.measure(Batches.independent(tasks)));
    return Throughput.of(warm, cold, context.yardstick());
  }
}
