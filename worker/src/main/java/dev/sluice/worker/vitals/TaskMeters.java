package dev.sluice.worker.vitals;

import dev.sluice.observability.CappedNames;
import dev.sluice.observability.MetricSpec;
import dev.sluice.records.Release;
import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.execution.AttemptOutcome;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.ExecutionWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Counts and times tasks and attempts. Each meter is looked up once and kept. Thread-safe. */
final class TaskMeters implements ExecutionWatch {

  private static final int MOST_TYPES = 100;
  private static final Duration[] BUCKETS =
      LongStream.of(
              5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000,
              900_000, 3_600_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final AnchoredClock clock;
  private final CappedNames types = new CappedNames(MOST_TYPES);
  private final ConcurrentHashMap<Labels, Counter> counters = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Labels, Timer> timers = new ConcurrentHashMap<>();

  /** Which meter; a label that it does not have is empty. */
  private record Labels(MetricSpec metric, String type, String outcome, String priority) {

    private Tags tags() {
      return tag("type", type).and(tag("outcome", outcome)).and(tag("priority", priority));
    }

    private static Tags tag(String name, String value) {
      return value.isEmpty() ? Tags.empty() : Tags.of(name, value);
    }
  }

  TaskMeters(MeterRegistry registry, AnchoredClock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void taken(Release release, CompletionStage<Ending> ending) {
    String type = types.of(release.getType());
    String priority = word(release.getPriority());
    count(new Labels(WorkerMetrics.TAKEN, type, "", priority));
    long now = clock.micros();
    if (release.getReleasedAt() > 0) {
      time(
          new Labels(WorkerMetrics.DELIVERED, "", "", priority),
          TimeUnit.MICROSECONDS.toNanos(now - release.getReleasedAt()));
    }
    var unused =
        ending.thenAccept(end -> {
          count(new Labels(WorkerMetrics.ENDED, type, outcome(end), priority));
          end.run().attempts().stream()
              .findFirst()
              .ifPresent(first -> waited(priority, first.startedAt() - now));
        });
  }

  private void waited(String priority, long micros) {
    time(new Labels(WorkerMetrics.WAITED, "", "", priority), TimeUnit.MICROSECONDS.toNanos(micros));
  }

  @Override
  public Watched begins(Release release, int attempt) {
    String type = types.of(release.getType());
    count(new Labels(WorkerMetrics.STARTED, type, "", word(release.getPriority())));
    if (attempt > 1) {
      count(new Labels(WorkerMetrics.RETRIED, type, "", ""));
    }
    long from = clock.nanos();
    return outcome ->
        time(new Labels(WorkerMetrics.RUN, type, outcome(outcome), ""), clock.nanos() - from);
  }

  private static String outcome(Ending ending) {
    return switch (ending) {
      case Ending.Ended ended -> word(ended.status());
      case Ending.Postponed postponed -> "postponed";
      case Ending.HandedBack back -> "handed_back";
      case Ending.Lost lost -> "lost";
    };
  }

  private static String outcome(AttemptOutcome outcome) {
    return switch (outcome) {
      case AttemptOutcome.Succeeded done -> "succeeded";
      case AttemptOutcome.Failed failed -> "failed";
      case AttemptOutcome.Deferred deferred -> "deferred";
      case AttemptOutcome.Stopped stopped -> "stopped";
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void count(Labels labels) {
    meter(counters, labels, this::counter).increment();
  }

  private void time(Labels labels, long nanos) {
    meter(timers, labels, this::timer).record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  /** Without the lock that computeIfAbsent may take for what is there. */
  private static <M> M meter(
      ConcurrentHashMap<Labels, M> known, Labels labels, Function<Labels, M> register) {
    M meter = known.get(labels);
    return meter == null ? known.computeIfAbsent(labels, register) : meter;
  }

  private Counter counter(Labels labels) {
    return Counter.builder(labels.metric().name())
        .description(labels.metric().doc())
        .tags(labels.tags())
        .register(registry);
  }

  private Timer timer(Labels labels) {
    return Timer.builder(labels.metric().name())
        .description(labels.metric().doc())
        .tags(labels.tags())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
