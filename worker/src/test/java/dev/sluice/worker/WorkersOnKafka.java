package dev.sluice.worker;

import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Report;
import dev.sluice.worker.handler.TaskHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers against a real broker, over each transport, each test with topics of its own. */
@ParameterizedClass
@EnumSource(
    value = TransportChoice.Kind.class,
    names = {"SHARE", "CONSUMER"})
@ExtendWith(KafkaExtension.class)
@Timeout(60)
abstract class WorkersOnKafka {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  final List<Worker> workers = new ArrayList<>();
  ReleaseTopics topics;

  @Parameter TransportChoice.Kind transport;

  @BeforeEach
  void createTopics(KafkaCluster kafka) {
    topicsOf(kafka.bootstrapServers(), 2);
  }

  void topicsOf(String bootstrapServers, int partitions) {
    topics = new ReleaseTopics(bootstrapServers, partitions);
    topics.over(transport);
  }

  @AfterEach
  void end() {
    workers.forEach(worker -> worker.drain(Duration.ZERO));
    topics.close();
  }

  Worker worker(WorkerConfig config, TaskHandler... handlers) {
    var worker =
        handlers.length == 0 ? Worker.start(config) : Worker.start(config, List.of(handlers));
    workers.add(worker);
    return worker;
  }

  List<Report> reports(int atLeast) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> topics.reports().size() >= atLeast);
    return topics.reports();
  }

  /** Waits for so many dead letters and gives those that there are then. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters(int atLeast) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var letters = topics.reader(topics.topics().deadLetter())) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            letters.poll(Duration.ofMillis(50)).forEach(found::add);
            return found.size() >= atLeast;
          });
    }
    return found;
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
