package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.RunningTask;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the client tells of workers from the heartbeats on a real broker. */
@ExtendWith(KafkaExtension.class)
@Timeout(60)
final class LiveWorkersTest {

  private static final Topics TOPICS = new Topics("live-test.");
  private static final RecordCodec<Heartbeat> CODEC = RecordCodecs.of(Heartbeat.class, Map.of());

  private static KafkaCluster cluster;
  private static SluiceClient client;
  private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void connect() {
    Map<String, Object> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      var unused =
          TopicAdmin.apply(admin, new TopicCatalogue(TOPICS, 1, (short) 1, Set.of("default")));
    }
    client = SluiceClient.connect(kafka, TOPICS);
    producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void disconnect() {
    producer.close();
    client.close();
  }

  private static Heartbeat.Builder beat(String id) {
    return Heartbeat.newBuilder()
        .setWorkerId(id)
        .setHost("here")
        .setStartedAt(1_000_000)
        .setAt(2_000_000)
        .setConcurrency(4);
  }

  private static void publish(String id, byte[] value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(TOPICS.worker(), id, value)).get();
  }

  private static void publish(Heartbeat heartbeat) throws ExecutionException, InterruptedException {
    publish(heartbeat.getWorkerId(), CODEC.encode(TOPICS.worker(), heartbeat));
  }

  private static RunningTask running(String batchId, String taskId, long startedAt) {
    return RunningTask.newBuilder()
        .setBatchId(batchId)
        .setTaskId(taskId)
        .setReleaseNumber(1)
        .setStartedAt(startedAt)
        .setType("copy")
        .setProgress(taskId.equals("half") ? 50 : -1)
        .setNote(taskId.equals("half") ? "row 5 of 10" : null)
        .build();
  }

  @Test
  void theLastHeartbeatOfEachWorkerCountsUntilItSaysThatItIsGone() throws Exception {
    publish(beat("b").setBusy(1).build());
    publish(beat("a").setPool("zoo").build());
    publish("odd", new byte[] {1, 2, 3});
    publish(
        beat("b")
            .setBusy(3)
            .setHeap(0.25)
            .setTasksPerSecond(12.5)
            .setPaused("the heap is full")
            .setRunning(
                List.of(
                    running("batch", "late", 3_000_000),
                    running("batch", "half", 2_000_000),
                    running("other", "x", 1_000_000)))
            .build());
    publish(beat("gone").build());
    publish("gone", null);

    List<LiveWorker> workers = client.workers();

    assertThat(workers).extracting(LiveWorker::id).containsExactly("b", "a");
    LiveWorker b = workers.get(0);
    assertThat(b.busy()).isEqualTo(3);
    assertThat(b.load()).isEqualTo(0.75);
    assertThat(b.heap()).hasValue(0.25);
    assertThat(b.processCpu()).isEmpty();
    assertThat(b.paused()).isEqualTo("the heap is full");
    assertThat(b.tasksPerSecond()).isEqualTo(12.5);
    List<LiveTask> tasks = client.running("batch");
    assertThat(tasks).extracting(LiveTask::taskId).containsExactly("half", "late");
    assertThat(tasks.get(0).progress()).isEqualTo(OptionalInt.of(50));
    assertThat(tasks.get(0).note()).isEqualTo("row 5 of 10");
    assertThat(tasks.get(0).workerId()).isEqualTo("b");
  }

  @Test
  void askingTakesNoTimeWorthMentioningForABatch() {
    long from = System.nanoTime();

    assertThat(client.running("unknown")).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
  }
}
