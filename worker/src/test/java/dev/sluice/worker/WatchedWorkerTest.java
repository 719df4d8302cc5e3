package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.observability.HealthEndpoint;
import dev.sluice.observability.MetricSpec;
import dev.sluice.observability.MetricsReference;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.worker.handler.builtin.NoopHandler;
import dev.sluice.worker.handler.builtin.SimulateHandler;
import dev.sluice.worker.vitals.WorkerMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A worker as it is seen from outside. */
class WatchedWorkerTest extends WorkersOnKafka {

  private final HttpClient http = HttpClient.newHttpClient();

  private WorkerConfig watched(String id) {
    return topics.worker(id).withHealth(HealthEndpoint.anyPort());
  }

  private HttpResponse<String> ask(Worker worker, String path) {
    var request =
        HttpRequest.newBuilder(URI.create(worker.healthUrl().orElseThrow() + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int ready(Worker worker) {
    return ask(worker, "/health/ready").statusCode();
  }

  @Test
  void aWorkerIsReadyOnceTheBrokersAnswerAndNotWhileItEnds() {
    var gate = new Gate();
    Worker worker = worker(watched("seen").withConcurrency(2), gate);
    await().atMost(PATIENCE).until(() -> ready(worker) == 200);
    assertThat(ask(worker, "/health/live").statusCode()).isEqualTo(200);
    topics.release(Releases.of("long", "gate").build());
    await().atMost(PATIENCE).until(() -> gate.begun() == 1);

    var ended = CompletableFuture.runAsync(() -> worker.drain(PATIENCE));

    await().atMost(Duration.ofSeconds(2)).until(() -> ready(worker) == 503);
    assertThat(ask(worker, "/health/ready").body())
        .contains("because it ends")
        .contains("\"busy\":1");
    assertThat(ask(worker, "/health/live").statusCode()).as("it is alive").isEqualTo(200);
    gate.open.countDown();
    await().atMost(PATIENCE).until(ended::isDone);
  }

  @Test
  void itsMetricsAreThoseOfTheTableAndAddUp() {
    Worker worker =
        worker(watched("counted").withLoad(limits()), new NoopHandler(), new SimulateHandler());
    for (int i = 0; i < 20; i++) {
      topics.release(Releases.of("t" + i, "noop").setReleasedAt(1).build());
    }
    topics.release(
        Releases.of("again", "simulate", "{\"failTimes\":1}")
            .setReleasedAt(1)
            .setRetry(retryOnce())
            .build());
    reports(21);

    String metrics = ask(worker, "/metrics").body();

    for (MetricSpec metric : WorkerMetrics.all()) {
      assertThat(metrics).contains("\n" + MetricsReference.inPrometheus(metric));
    }
    assertThat(
            metrics
                .lines()
                .filter(line -> line.startsWith("# TYPE sluice_"))
                .map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' ')))
                .filter(name -> !name.endsWith("_max")))
        .as("and no others")
        .hasSameSizeAs(WorkerMetrics.all());
    assertThat(metrics)
        .contains(
            "sluice_worker_tasks_ended_total{outcome=\"succeeded\",priority=\"normal\",type=\"noop\"} 20.0")
        .contains("sluice_worker_attempts_retried_total{type=\"simulate\"} 1.0")
        .contains("sluice_worker_slots_lost 0.0")
        .contains("sluice_worker_tasks_taken_floor_total{priority=\"low\"} 0.0")
        .contains("sluice_worker_type_limit{type=\"noop\"} 7.0")
        .contains("sluice_worker_type_rate_used{type=\"simulate\"} 0.0")
        .contains("sluice_worker_type_breaker{state=\"closed\",type=\"noop\"} 1.0")
        .contains("kafka_producer_");
  }

  @Test
  void itsHeartbeatsSayHowItIs() {
    var gate = new Gate();
    worker(topics.worker("told").withConcurrency(3), gate, new NoopHandler());
    topics.release(Releases.of("long", "gate").build());

    Heartbeat beat = heartbeat(each -> each.getBusy() == 1);

    assertThat(beat.getConcurrency()).isEqualTo(3);
    assertThat(beat.getTransport()).isEqualTo(transport.name().toLowerCase(Locale.ROOT));
    assertThat(beat.getHeap()).isBetween(0.0, 1.0);
    assertThat(beat.getProcessCpu()).isLessThanOrEqualTo(1.0);
    assertThat(beat.getLostSlots()).isZero();
    assertThat(beat.getDraining()).isFalse();
    topics.releaseAll(50, "noop", "{}");
    assertThat(heartbeat(each -> each.getTasksPerSecond() > 0).getSucceeded()).isPositive();
    gate.open.countDown();
  }

  /** One of each kind. */
  private static LoadTerms limits() {
    var settings =
        Settings.read(
            Map.of(
                "sluice.worker.type.concurrency", "noop:7",
                "sluice.worker.type.rate", "simulate:1000/1s",
                "sluice.worker.type.breaker", "noop:50%/20"),
            Map.of(),
            WorkerKeys.all());
    return WorkerConfig.from(settings).load();
  }

  private static Retry retryOnce() {
    return Retry.newBuilder().setPolicy(RetryPolicy.FIXED).setMaxRetries(1).setDelayMs(1).build();
  }

  private Heartbeat heartbeat(Predicate<Heartbeat> wanted) {
    var codec = RecordCodecs.of(Heartbeat.class, Map.of());
    String topic = topics.topics().worker();
    Heartbeat[] found = new Heartbeat[1];
    try (var reader = topics.reader(topic)) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            for (var each : reader.poll(Duration.ofMillis(50))) {
              Heartbeat beat = decoded(codec, topic, each.value());
              if (wanted.test(beat)) {
                found[0] = beat;
              }
            }
            return found[0] != null;
          });
    }
    return found[0];
  }

  private static Heartbeat decoded(RecordCodec<Heartbeat> codec, String topic, byte[] bytes) {
    try {
      return codec.decode(topic, bytes);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }
}
