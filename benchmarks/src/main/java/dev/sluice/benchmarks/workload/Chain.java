package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Hops;
import dev.sluice.benchmarks.figure.Quantiles;
import dev.sluice.benchmarks.figure.Sample;
import dev.sluice.benchmarks.site.Site;
import dev.sluice.client.Batch;
import dev.sluice.client.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** W2: no-op tasks, each of which needs the one before. */
public final class Chain implements Workload {

  private static final double MICROS = 1000.0;

  private final Context context;
  private final int tasks;
  private final int rounds;
  private final int warmUps;

  public Chain(Context context) {
    this.context = context;
    this.tasks = context.scale() == Scale.TINY ? 10 : 200;
    // What only a lone record goes through is compiled after thousands of hops.
    this.warmUps =
        switch (context.scale()) {
          case FULL -> 20;
          case QUICK -> 8;
          case TINY -> 1;
        };
    // A chain takes about a second, and a 99th percentile needs many hops.
    this.rounds = context.scale() == Scale.TINY ? 1 : context.shortRepetitions();
  }

  @Override
  public String name() {
    return "W2";
  }

  @Override
  public String description() {
    return "a chain of %,d no-op tasks".formatted(tasks);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(3);
  }

  @Override
  public Hops measure(Site site) {
    BatchRun run = new BatchRun(site);
    for (int i = 0; i < warmUps; i++) {
      run.measure(Batches.chain(tasks));
    }
    Parts parts = new Parts();
    for (int i = 1; i <= rounds; i++) {
      Batch batch = Batches.chain(tasks);
      List<TaskResult> results = new ArrayList<>();
      run.measure(batch, results::add);
      // In a chain the order of the ends is the order of the tasks.
      results.sort(Comparator.comparingInt(Chain::number));
      parts.add(results);
      context
          .progress()
          .say("W2: round %d of %d: %.2f ms per hop".formatted(i, rounds, parts.lastMedian()));
    }
    return parts.figures(tasks, context);
  }

  private static int number(TaskResult result) {
    return Integer.parseInt(result.taskId().substring(1));
  }

  /** Where the time of each hop went, over all rounds, in milliseconds. */
  private static final class Parts {

    private final List<Double> hop = new ArrayList<>();
    private final List<Double> toReleased = new ArrayList<>();
    private final List<Double> toStarted = new ArrayList<>();
    private final List<Double> toFinished = new ArrayList<>();
    private int last;

    void add(List<TaskResult> chain) {
      last = hop.size();
      for (int i = 1; i < chain.size(); i++) {
        TaskResult before = chain.get(i - 1);
        TaskResult task = chain.get(i);
        hop.add((task.finishedAt() - before.finishedAt()) / MICROS);
        toReleased.add((task.releasedAt() - before.finishedAt()) / MICROS);
        toStarted.add((task.startedAt() - task.releasedAt()) / MICROS);
        toFinished.add((task.finishedAt() - task.startedAt()) / MICROS);
      }
    }

    double lastMedian() {
      return Sample.of(hop.subList(last, hop.size())).median();
    }

    Hops figures(int tasks, Context context) {
      Quantiles perHop = Sample.of(hop).quantiles();
      return new Hops(
          tasks,
          hop.size(),
          perHop,
          context.yardstick().latency(perHop.p50()),
          Sample.of(toReleased).quantiles(),
          Sample.of(toStarted).quantiles(),
          Sample.of(toFinished).quantiles());
    }
  }
}
