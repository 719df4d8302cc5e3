package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.observability.HealthEndpoint;
import dev.sluice.observability.MetricSpec;
import dev.sluice.observability.MetricsReference;
import dev.sluice.scheduler.vitals.SchedulerMetrics;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A scheduler as it is seen from outside. */
@ExtendWith(KafkaExtension.class)
@Timeout(120)
class SchedulerHealthTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> ask(String url, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path)).timeout(SOON).build(),
        BodyHandlers.ofString());
  }

  @Test
  void isReadyWhenItsPartitionsAreAtWorkAndCountsWhatItDoes(KafkaCluster cluster) throws Exception {
    Map<String, Object> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    var topics = new Topics("health.");
    try (Admin admin = Admin.create(kafka)) {
      assertThat(
              TopicAdmin.apply(admin, new TopicCatalogue(topics, 2, (short) 1, Set.of("default")))
                  .refused())
          .isEmpty();
    }
    SchedulerConfig config =
        SchedulerConfig.of(kafka, directory)
            .withTopics(topics)
            .withApplicationId("health")
            .withHealth(HealthEndpoint.anyPort());

    try (Scheduler scheduler = Scheduler.start(config);
        var batches = new BatchOnBroker(cluster.bootstrapServers(), topics);
        var worker = new ScriptedWorker(cluster.bootstrapServers(), topics)) {
      String url = scheduler.healthUrl().orElseThrow();
      assertThat(ask(url, "/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> early = ask(url, "/health/ready");
      assertThat(early.statusCode()).isIn(200, 503);
      assertThat(early.body()).contains("\"state\":", "\"rowsToRestore\":");
      scheduler.awaitRunning(SOON);
      assertThat(ask(url, "/health/ready").body())
          .isEqualTo("{\"status\":\"up\",\"state\":\"RUNNING\",\"rowsToRestore\":0}");
      batches.publish("fan", BatchOnBroker.fan("fan", 3));
      await().atMost(SOON).until(() -> batches.results("fan").size() == 5);

      String metrics = ask(url, "/metrics").body();

      for (MetricSpec metric : SchedulerMetrics.all()) {
        assertThat(metrics).contains("\n" + MetricsReference.inPrometheus(metric));
      }
      assertThat(metrics)
          .contains("sluice_scheduler_events_total{what=\"result-succeeded\"} 5.0")
          .contains("sluice_scheduler_running 1.0")
          .contains("kafka_stream_");
      assertThat(worker.executed()).isEqualTo(5);
    }
  }
}
