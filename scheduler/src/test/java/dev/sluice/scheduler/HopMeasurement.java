package dev.sluice.scheduler;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Measures the scheduler by hand, broker and worker in this JVM: the time of a step of a chain, and
 * independent tasks a second. Not a test: {@code main} prints numbers.
 */
final class HopMeasurement {

  private static final int CHAIN = 200;
  private static final int INDEPENDENT = 20_000;
  private static final int ROUNDS = 5;
  private static final int PARTITIONS = 6;

  private HopMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("sluice-measurement");
    try (var broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(directory.resolve("kafka")))) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(kafka)) {
        TopicAdmin.apply(
            admin, new TopicCatalogue(Topics.DEFAULT, PARTITIONS, (short) 1, Set.of("default")));
      }
      try (var scheduler =
              Scheduler.start(SchedulerConfig.of(kafka, directory.resolve("scheduler")));
          var worker = new ScriptedWorker(broker.bootstrapServers(), Topics.DEFAULT);
          var batches = new BatchOnBroker(broker.bootstrapServers(), Topics.DEFAULT)) {
        scheduler.awaitRunning(Duration.ofMinutes(1));
        for (int round = 0; round < ROUNDS; round++) {
          chain(batches, scheduler, worker, "chain-" + round);
          independent(batches, scheduler, "wide-" + round);
        }
        System.out.println(scheduler.counts());
      }
    }
  }

  private static void chain(
      BatchOnBroker batches, Scheduler scheduler, ScriptedWorker worker, String id)
      throws InterruptedException {
    long closed = closed(scheduler) + 1;
    long before = worker.executed();
    batches.publish(id, BatchOnBroker.chain(id, CHAIN));
    while (worker.executed() == before) {
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    while (closed(scheduler) < closed) {
      Thread.sleep(1);
    }
    double millis = (System.nanoTime() - start) / 1e6;
    System.out.printf("chain of %d: %.2f ms a step%n", CHAIN, millis / (CHAIN - 1));
  }

  /** Ten batches, so that all partitions have work; ended when the ledger closed all of them. */
  private static void independent(BatchOnBroker batches, Scheduler scheduler, String id)
      throws InterruptedException {
    int parts = 10;
    long closed = closed(scheduler) + parts;
    long start = System.nanoTime();
    for (int part = 0; part < parts; part++) {
      String batchId = id + "-" + part;
      batches.publish(batchId, BatchOnBroker.independent(batchId, INDEPENDENT / parts));
    }
    double published = (System.nanoTime() - start) / 1e9;
    while (closed(scheduler) < closed) {
      Thread.sleep(5);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d tasks: published in %.2f s, closed after %.2f s, %.0f tasks/s%n",
        INDEPENDENT, published, seconds, INDEPENDENT / seconds);
  }

  private static long closed(Scheduler scheduler) {
    return scheduler.counts().getOrDefault("batch-succeeded", 0L);
  }
}
