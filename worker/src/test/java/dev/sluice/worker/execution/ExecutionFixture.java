package dev.sluice.worker.execution;

import static org.awaitility.Awaitility.await;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Content;
import dev.sluice.records.Release;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.handler.Handlers;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Executions on virtual time, with a handler of type {@code test}. */
abstract class ExecutionFixture {

  private static final Limits LIMITS =
      new Limits(
          Limits.DEFAULT.payloadBytes(),
          1_000,
          Limits.DEFAULT.releaseBytes(),
          Limits.DEFAULT.errorTextChars(),
          Limits.DEFAULT.tasksPerBatch(),
          Limits.DEFAULT.needsPerTask(),
          Limits.DEFAULT.headersPerTask(),
          Limits.DEFAULT.headerBytes(),
          Limits.DEFAULT.spawnedPerReport());

  final ManualTimers timers = new ManualTimers();
  final AbandonedThreads abandoned = new AbandonedThreads();
  final AtomicReference<Throwable> fatal = new AtomicReference<>();
  final AtomicInteger calls = new AtomicInteger();
  ExecutionWatch watch = Watches.NONE;
  Slots slots = slots(1);
  Duration inlineLimit = Duration.ofSeconds(10);
  SpawnLimits spawn = SpawnLimits.of(Limits.DEFAULT);

  Slots slots(int capacity) {
    return new Slots(
        capacity, job -> Thread.ofVirtual().start(job), new RunTimes(timers::nanos), () -> {});
  }

  interface Body {
    Content run(TaskContext context) throws Throwable;
  }

  Execution execution(Release.Builder release, Body body) {
    var handler =
        new TaskHandler() {
          @Override
          public String type() {
            return "test";
          }

          @Override
          public Content handle(TaskContext context) throws Exception {
            calls.incrementAndGet();
            try {
              return body.run(context);
            } catch (Exception | Error e) {
              throw e;
            } catch (Throwable e) {
              throw new AssertionError(e);
            }
          }
        };
    var parts =
        new ExecutionParts(
            new Handlers(List.of(handler)),
            slots,
            new Retries(timers, () -> 1.0, inlineLimit),
            new AnchoredClock(() -> Instant.ofEpochSecond(1), timers::nanos),
            timers,
            Executors.newVirtualThreadPerTaskExecutor(),
            abandoned,
            new ExecutionSettings(LIMITS, spawn, Duration.ofMillis(500), Duration.ofMinutes(1)),
            fatal::set,
            watch);
    return new Execution(release.build(), 0, parts);
  }

  static Ending.Ended ended(Execution execution) throws Exception {
    return (Ending.Ended) execution.ending().get(10, TimeUnit.SECONDS);
  }

  static Retry retry(RetryPolicy policy, int most, boolean onTimeout) {
    return Retry.newBuilder()
        .setPolicy(policy)
        .setMaxRetries(most)
        .setDelayMs(1_000)
        .setRetryOnTimeout(onTimeout)
        .build();
  }

  void untilTimersWait(Long... millis) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> timers.waitingMillis().equals(List.of(millis)));
  }
}
