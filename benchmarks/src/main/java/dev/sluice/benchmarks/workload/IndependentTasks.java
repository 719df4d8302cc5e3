package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Round;
import dev.sluice.benchmarks.figure.Throughput;
import dev.sluice.benchmarks.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** W1: many tasks that need nothing and do nothing, in one batch. */
public final class IndependentTasks implements Workload {

  private final Context context;
  private final int tasks;
  private final int coldTasks;
  private final int warmUp;

  public IndependentTasks(Context context) {
    this.context = context;
    this.tasks = context.scale() == Scale.TINY ? 500 : 100_000;
    this.coldTasks = context.scale() == Scale.FULL ? tasks : Math.min(tasks, 20_000);
    this.warmUp = Math.min(tasks, 20_000);
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
    Round cold = run.measure(Batches.independent(coldTasks));
    context.progress().say("W1: cold: %,.0f tasks/s".formatted(cold.tasksPerSecond()));
    Round warmer = run.measure(Batches.independent(warmUp));
    context.progress().say("W1: warm-up: %,.0f tasks/s".formatted(warmer.tasksPerSecond()));
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= context.repetitions(); i++) {
      Round round = run.measure(Batches.independent(tasks));
      rounds.add(round);
      context
          .progress()
          .say(
              "W1: round %d of %d: %,.0f tasks/s"
                  .formatted(i, context.repetitions(), round.tasksPerSecond()));
    }
    return Throughput.of(rounds, cold, context.yardstick());
  }
}
