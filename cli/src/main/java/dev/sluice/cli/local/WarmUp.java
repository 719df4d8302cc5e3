package dev.sluice.cli.local;

import java.util.List;

/** Loads, while the broker starts, what is needed right after it. */
final class WarmUp {

  private static final List<String> CLASSES =
      List.of(
          "org.rocksdb.RocksDB",
          "org.rocksdb.Options",
          "org.apache.kafka.streams.KafkaStreams",
          "org.apache.kafka.clients.consumer.KafkaConsumer",
          "org.apache.kafka.clients.consumer.KafkaShareConsumer",
          "org.apache.kafka.clients.producer.KafkaProducer",
          "dev.sluice.records.Submission",
          "dev.sluice.scheduler.Scheduler",
          "dev.sluice.worker.Worker",
          "dev.sluice.client.SluiceClient");

  private WarmUp() {}

  /** Best effort: what can't be loaded here fails where it is used. */
  static void loadClasses() {
    for (String name : CLASSES) {
      try {
        Class.forName(name);
      } catch (ClassNotFoundException | LinkageError e) {
        continue;
      }
    }
  }
}
