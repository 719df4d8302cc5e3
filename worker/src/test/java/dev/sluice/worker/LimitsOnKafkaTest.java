package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.Content;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.gate.AdaptiveBounds;
import dev.sluice.worker.gate.BreakerTerms;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.gate.RateTerms;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.builtin.NoopHandler;
import dev.sluice.worker.pressure.PressureTerms;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Limits of types on a real broker; the test is the scheduler and releases again what came back.
 */
class LimitsOnKafkaTest extends WorkersOnKafka {

  private final Map<String, Integer> released = new HashMap<>();
  private final Map<String, Long> dueAt = new HashMap<>();
  private final Map<String, Integer> ended = new HashMap<>();
  private int read;

  /** Fails until it is well. */
  private static final class Shaky implements TaskHandler {
    private final AtomicInteger runs = new AtomicInteger();
    private volatile boolean well;

    @Override
    public String type() {
      return "shaky";
    }

    @Override
    public Content handle(TaskContext context) {
      runs.incrementAndGet();
      if (!well) {
        throw new IllegalStateException("not well");
      }
      return Content.EMPTY;
    }
  }

  private WorkerConfig config(GateTerms gates) {
    return topics
        .worker("w")
        .withConcurrency(4)
        .withLoad(new LoadTerms(gates, PressureTerms.off()));
  }

  private void release(String task, String type, int number) {
    released.put(task, number);
    topics.release(Releases.of(task, type).setReleaseNumber(number).build());
  }

  /** Reads what is new, and releases again what is due. */
  private boolean allEnded(int tasks) {
    List<Report> reports = topics.reports();
    for (Report each : reports.subList(read, reports.size())) {
      assertThat(each.getReleaseNumber()).isEqualTo(released.get(each.getTaskId()));
      if (each.getRetryInMs() < 0) {
        ended.merge(each.getTaskId(), 1, Integer::sum);
      } else {
        assertThat(each.getReason()).isEqualTo("HANDED_BACK");
        assertThat(each.getAttempts()).isEmpty();
        assertThat(each.getRetryInMs()).isPositive();
        dueAt.put(each.getTaskId(), System.nanoTime() + each.getRetryInMs() * 1_000_000);
      }
    }
    read = reports.size();
    long now = System.nanoTime();
    List<String> due = dueAt.keySet().stream().filter(task -> dueAt.get(task) - now <= 0).toList();
    for (String task : due) {
      dueAt.remove(task);
      release(task, task.replaceAll("[0-9]", ""), released.get(task) + 1);
    }
    return ended.size() == tasks;
  }

  @Test
  void anOpenBreakerHoldsUpNoOtherTypeAndEveryTaskEndsOnce() {
    var shaky = new Shaky();
    var breaker = Map.of("shaky", new BreakerTerms(50, 4));
    var gates = new GateTerms(Map.of(), Map.of(), breaker, Duration.ofMinutes(30), null);
    worker(config(gates), shaky, new NoopHandler());
    for (int i = 0; i < 4; i++) {
      release("shaky" + i, "shaky", 1);
    }
    await().atMost(PATIENCE).until(() -> allEnded(4));
    shaky.well = true;
    for (int i = 4; i < 54; i++) {
      release("shaky" + i, "shaky", 1);
    }
    for (int i = 0; i < 200; i++) {
      release("noop" + i, "noop", 1);
    }
    await().atMost(PATIENCE).until(() -> allEnded(204));
    await()
        .atMost(PATIENCE)
        .until(() -> {
          allEnded(254);
          return dueAt.size() == 50;
        });
    assertThat(shaky.runs).as("attempts while it is open").hasValue(4);
    workers.get(0).close();
    worker(config(gates), shaky, new NoopHandler()); // knows nothing of the first one's breaker
    dueAt.replaceAll((task, due) -> System.nanoTime());
    await().atMost(PATIENCE).until(() -> allEnded(254));
    assertThat(ended.values()).containsOnly(1);
    assertThat(shaky.runs).hasValue(54);
  }

  @Test
  void aTypeHasItsRateAndEveryTaskEndsOnce() {
    var rate = Map.of("shaky", new RateTerms(10, Duration.ofSeconds(1)));
    var shaky = new Shaky();
    shaky.well = true;
    worker(
        config(new GateTerms(Map.of(), rate, Map.of(), Duration.ofSeconds(3), null)),
        shaky,
        new NoopHandler());
    long from = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      release("shaky" + i, "shaky", 1);
      release("noop" + i, "noop", 1);
    }
    await().atMost(PATIENCE).until(() -> allEnded(100));
    assertThat(ended.values()).containsOnly(1);
    assertThat(Duration.ofNanos(System.nanoTime() - from))
        .as("50 of them, 10 a second; the first two periods may touch")
        .isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void anAdaptiveWorkerRunsWhatThereIs() {
    var bounds = new AdaptiveBounds(2, 4, 100);
    var gates = new GateTerms(Map.of(), Map.of(), Map.of(), Duration.ofSeconds(3), bounds);
    worker(config(gates));
    for (int i = 0; i < 1_000; i++) {
      Release.Builder release = Releases.of("t" + i, "simulate", "{\"duration\": \"2ms\"}");
      topics.release(release.build());
    }
    assertThat(reports(1_000))
        .hasSize(1_000)
        .allMatch(each -> each.getOutcome() == TaskStatus.SUCCEEDED);
  }
}
