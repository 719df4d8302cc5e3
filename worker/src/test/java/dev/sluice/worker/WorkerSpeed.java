package dev.sluice.worker;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.records.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Prints how fast a worker in a JVM of its own is on this machine: tasks a second with a backlog,
 * the way of a lone release from its commit to its report, and what both cost the worker and the
 * broker. Arguments: what to measure (backlog, hops, idle, efficiency), tasks.
 */
public final class WorkerSpeed {

  private static final int PARTITIONS = Integer.getInteger("partitions", 6);
  private static final int ROUNDS = Integer.getInteger("rounds", 4);
  private static final int WARM_UP = 500;
  private static final String BROKER = "broker.";

  private WorkerSpeed() {}

  public static void main(String[] args) throws Exception {
    String what = args.length > 0 ? args[0] : "backlog";
    int tasks = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    var config = EmbeddedBrokerConfig.in(Files.createTempDirectory("sluice-speed"));
    for (String key : System.getProperties().stringPropertyNames()) {
      if (key.startsWith(BROKER)) {
        config = config.withBrokerSetting(key.substring(BROKER.length()), System.getProperty(key));
      }
    }
    try (var broker = EmbeddedBroker.start(config)) {
      switch (what) {
        case "backlog" -> backlog(broker, tasks);
        case "hops" -> hops(broker, tasks);
        case "idle" -> idle(broker);
        case "efficiency" -> {
          for (int concurrency : new int[] {8, 32, 128}) {
            efficiency(broker, concurrency, tasks);
          }
        }
        default -> throw new IllegalArgumentException(what);
      }
    }
  }

  private static void backlog(EmbeddedBroker broker, int tasks) throws IOException {
    try (var topics = new ReleaseTopics(broker.bootstrapServers(), PARTITIONS);
        var worker = WorkerProcess.start(topics.worker("speed"))) {
      warmUp(topics);
      for (int round = 0; round < ROUNDS; round++) {
        worker.cost(1);
        var requests = BrokerRequests.now();
        Cost before = Cost.now();
        long from = System.nanoTime();
        topics.releaseAll(tasks, "noop", "");
        double sent = secondsSince(from);
        await(topics, tasks);
        double seconds = secondsSince(from);
        System.out.printf(
            "%,d tasks in %.2f s, the last was sent after %.2f s: %,.0f a second%n  worker %s%n  broker, sender and reader %s%n  %s%n",
            tasks,
            seconds,
            sent,
            tasks / seconds,
            worker.cost(tasks),
            Cost.now().since(before).perTask(tasks),
            BrokerRequests.now().since(requests).in(seconds, tasks));
      }
    }
  }

  private static void efficiency(EmbeddedBroker broker, int concurrency, int tasks)
      throws IOException {
    try (var topics = new ReleaseTopics(broker.bootstrapServers(), PARTITIONS);
        var worker = WorkerProcess.start(topics.worker("speed").withConcurrency(concurrency))) {
      warmUp(topics);
      for (int round = 0; round < ROUNDS; round++) {
        worker.cost(1);
        long from = System.nanoTime();
        topics.releaseAll(tasks, "simulate", "{\"duration\": \"10ms\"}");
        await(topics, tasks);
        double seconds = secondsSince(from);
        System.out.printf(
            "%d of 10 ms, %d at a time, in %.3f s: %.3f; worker %s%n",
            tasks, concurrency, seconds, tasks * 0.01 / concurrency / seconds, worker.cost(tasks));
      }
    }
  }

  private static void idle(EmbeddedBroker broker) throws Exception {
    try (var topics = new ReleaseTopics(broker.bootstrapServers(), PARTITIONS);
        var worker = WorkerProcess.start(topics.worker("speed"))) {
      warmUp(topics);
      var requests = BrokerRequests.now();
      worker.cost(1);
      Thread.sleep(10_000);
      System.out.println(
          "10 s idle: worker "
              + worker.cost(1)
              + "\n  "
              + BrokerRequests.now().since(requests).in(10, 1));
    }
  }

  private static void warmUp(ReleaseTopics topics) {
    topics.releaseAll(WARM_UP, "noop", "");
    await(topics, WARM_UP);
  }

  private static void await(ReleaseTopics topics, int tasks) {
    for (int seen = 0; seen < tasks; ) {
      seen += topics.countReports(Duration.ofMillis(100));
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void hops(EmbeddedBroker broker, int tasks) throws IOException {
    try (var topics = new ReleaseTopics(broker.bootstrapServers(), PARTITIONS);
        var worker = WorkerProcess.start(topics.worker("speed"))) {
      topics.beginTransactions();
      for (int round = 0; round < ROUNDS; round++) {
        long[] commit = new long[tasks];
        long[] toStart = new long[tasks];
        long[] toReport = new long[tasks];
        worker.cost(1);
        var requests = BrokerRequests.now();
        long from = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
          long begin = micros();
          topics.releaseInTransaction(
              Releases.of("s" + i, "noop").setBatchId("b" + i % 50).build());
          long committed = micros();
          Report report = topics.nextReport();
          commit[i] = committed - begin;
          toStart[i] = report.getStartedAt() - committed;
          toReport[i] = micros() - report.getFinishedAt();
        }
        double seconds = secondsSince(from);
        print("commit", commit);
        print("committed to started", toStart);
        print("finished to report read", toReport);
        System.out.printf(
            "  %.2f ms a hop, worker %s%n  %s%n",
            seconds * 1e3 / tasks,
            worker.cost(tasks),
            BrokerRequests.now().since(requests).in(seconds, tasks));
      }
    }
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static void print(String what, long[] micros) {
    Arrays.sort(micros);
    System.out.printf(
        "%s: median %d us, p90 %d us, p99 %d us, max %d us%n",
        what,
        micros[micros.length / 2],
        micros[micros.length * 9 / 10],
        micros[micros.length * 99 / 100],
        micros[micros.length - 1]);
  }
}
