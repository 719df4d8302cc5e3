package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.scheduler.SchedulerKeys;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.WorkerKeys;
import dev.sluice.worker.handler.TaskHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker with the topics of a deployment, a scheduler and a worker, configured by properties as
 * their processes are, and the bytes that go in and come out.
 */
final class Deployment implements AutoCloseable {

  static final int PARTITIONS = 6;

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedBroker broker;
  private final Worker worker;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, String> ofScheduler;
  private Scheduler scheduler;

  private Deployment(
      EmbeddedBroker broker, Path folder, Map<String, String> more, List<TaskHandler> handlers) {
    this.broker = broker;
    Map<String, String> ofWorker = without("sluice.scheduler.", more);
    ofWorker.remove(TopicKeys.POOLS.name());
    WorkerConfig config = WorkerConfig.from(Settings.read(ofWorker, Map.of(), WorkerKeys.all()));
    List<TaskHandler> served = new ArrayList<>(Worker.discoveredHandlers(config));
    served.addAll(handlers);
    worker = Worker.start(config, served);
    ofScheduler = without("sluice.worker.", more);
    ofScheduler.put(SchedulerKeys.STATE_DIRECTORY.name(), folder.resolve("state").toString());
    scheduler = start();
    producer = new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer());
  }

  private Scheduler start() {
    var started =
        Scheduler.start(
            SchedulerConfig.from(Settings.read(ofScheduler, Map.of(), SchedulerKeys.all())));
    started.awaitRunning(PATIENCE);
    return started;
  }

  /** Returns when everything is at work, on ports of its own. */
  static Deployment in(Path folder, Map<String, String> properties) {
    return in(folder, properties, List.of());
  }

  /** Like the other one, and its worker has these handlers beside its own. */
  static Deployment in(Path folder, Map<String, String> properties, List<TaskHandler> handlers) {
    var broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("broker")));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      String pools = properties.getOrDefault(TopicKeys.POOLS.name(), "default");
      TopicAdmin.apply(
          admin, new TopicCatalogue(TOPICS, PARTITIONS, (short) 1, Set.of(pools.split(",", -1))));
    }
    return new Deployment(broker, folder, properties, handlers);
  }

  /** Each process knows its own keys and refuses others. */
  private Map<String, String> without(String prefix, Map<String, String> properties) {
    Map<String, String> own = new HashMap<>(properties);
    own.keySet().removeIf(key -> key.startsWith(prefix));
    own.put("bootstrap.servers", brokers());
    return own;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /**
   * Nobody works any more, and another scheduler, of another name and without any state, reads all
   * topics from their beginning.
   */
  void replay(Path emptyFolder) {
    worker.drain(Duration.ZERO);
    scheduler.close();
    giveUp(SchedulerKeys.APPLICATION_ID.defaultValue());
    ofScheduler.put(SchedulerKeys.APPLICATION_ID.name(), "replay");
    ofScheduler.put(SchedulerKeys.STATE_DIRECTORY.name(), emptyFolder.toString());
    scheduler = start();
  }

  /** As an operator does who wants to begin with empty state. */
  private void giveUp(String group) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
      admin.deleteConsumerGroups(List.of(group)).all().get();
      admin.deleteTopics(List.of(group + "-ledger-changelog")).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  String brokers() {
    return broker.bootstrapServers();
  }

  /** Publishes these bytes where the Java client publishes them. */
  void publish(String topic, String key, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Like the other one, and also in the partition of a batch. */
  void publish(String topic, String batchId, String key, byte[] value) {
    int partition = Partitions.of(batchId, PARTITIONS);
    try {
      producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** The results of a batch by task, when there are so many; each task has exactly one. */
  Map<String, ConsumerRecord<String, byte[]>> results(String batchId, int tasks) {
    Map<String, ConsumerRecord<String, byte[]>> byTask = new TreeMap<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> {
          byTask.clear();
          for (var record : records(TOPICS.result())) {
            if (record.key().startsWith(batchId + "/")) {
              String task = record.key().substring(batchId.length() + 1);
              assertThat(byTask.put(task, record)).as("second result of " + task).isNull();
            }
          }
          assertThat(byTask).hasSize(tasks);
        });
    return byTask;
  }

  /** Everything in a topic now. */
  List<ConsumerRecord<String, byte[]>> records(String topic) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", brokers(), "isolation.level", "read_committed");
  }

  @Override
  public void close() {
    producer.close();
    worker.drain(Duration.ZERO);
    scheduler.close();
    broker.close();
  }
}
