package dev.sluice.client.internal;

import dev.sluice.client.Batch;
import dev.sluice.client.DurationEstimate;
import dev.sluice.core.graph.CriticalPath;
import dev.sluice.core.graph.TaskGraph;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Between which durations a batch will take, from how long its tasks take. */
public final class DurationBounds {

  private final List<TaskSpec> tasks;
  private final TaskGraph graph;
  private final long[] micros;
  private final CriticalPath critical;
  private final long work;
  private final int known;
  private final int window;

  public DurationBounds(Batch batch, Map<String, Duration> durations, Duration otherwise) {
    this.tasks = batch.tasks();
    this.graph = batch.graph();
    this.micros = new long[tasks.size()];
    int given = 0;
    long sum = 0;
    for (int i = 0; i < micros.length; i++) {
      Duration duration = durations.get(tasks.get(i).id());
      given += duration == null ? 0 : 1;
      micros[i] = micros(duration == null ? otherwise : duration);
      sum = sum > Long.MAX_VALUE - micros[i] ? Long.MAX_VALUE : sum + micros[i];
    }
    this.known = given;
    this.work = sum;
    this.critical = graph.criticalPath(task -> micros(durations.getOrDefault(task, otherwise)));
    this.window =
        switch (batch.options().mode()) {
          case SEQUENTIAL -> 1;
          case PARALLEL ->
              batch.options().maxParallel() == 0
                  ? Integer.MAX_VALUE
                  : batch.options().maxParallel();
          case DISTRIBUTED, ADAPTIVE -> Integer.MAX_VALUE;
        };
  }

  private static long micros(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a duration must not be negative, was " + duration);
    }
    try {
      return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** The estimate for so many slots. */
  public DurationEstimate with(int slots) {
    long usable = Math.max(1, Math.min(Math.min(slots, window), tasks.size()));
    long path = critical.durationMicros();
    long least = Math.max(path, Math.ceilDiv(work, usable));
    // Graham: while a slot is idle the path goes on, and while none is, work is done in all.
    long most = Math.max(least, work / usable + path - path / usable + 1);
    long expected = graph.listSchedule((int) usable, micros, rank());
    return new DurationEstimate(
        duration(least),
        duration(expected),
        duration(Math.max(expected, Math.min(most, work))),
        duration(work),
        critical,
        known);
  }

  /** As the ledger lets tasks stand in line. */
  private int[] rank() {
    int[] chain = graph.chainLengths();
    int[] order =
        IntStream.range(0, tasks.size())
            .boxed()
            .sorted(
                Comparator.<Integer, Integer>comparing(task -> tasks.get(task).priority().ordinal())
                    .thenComparing(task -> -chain[task])
                    .thenComparing(task -> task))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] rank = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      rank[order[place]] = place;
    }
    return rank;
  }

  private static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
