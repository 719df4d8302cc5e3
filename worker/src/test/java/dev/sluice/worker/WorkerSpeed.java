package dev.sluice.worker;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;

/**
 * Prints how fast a worker is on this machine, broker included: tasks a second with a backlog, and
 * the time from a release to its report with one task at a time. Arguments: tasks, type, JSON.
 */
public final class WorkerSpeed {

  private static final int PARTITIONS = 6;
  private static final int SINGLES = 400;

  private WorkerSpeed() {}

  public static void main(String[] args) throws Exception {
    int tasks = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    String type = args.length > 1 ? args[1] : "noop";
    String json = args.length > 2 ? args[2] : "";
    var directory = Files.createTempDirectory("sluice-speed");
    try (var broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(directory))) {
      for (int round = 0; round < 2; round++) {
        backlog(broker, tasks, type, json);
      }
      singles(broker, type, json);
    }
  }

  private static void backlog(EmbeddedBroker broker, int tasks, String type, String json) {
    try (var topics = new ReleaseTopics(broker.bootstrapServers(), PARTITIONS)) {
      for (int i = 0; i < tasks; i++) {
        topics.release(Releases.of("t" + i, type, json).setBatchId("b" + i % 50).build());
      }
      topics.flush();
      try (var worker = Worker.start(topics.worker("speed"))) {
        int first = 0;
        while (first == 0) {
          first = topics.countReports(Duration.ofMillis(5));
        }
        long from = System.nanoTime();
        Duration cpu = cpu();
        int seen = first;
        while (seen < tasks) {
          seen += topics.countReports(Duration.ofMillis(100));
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf(
            "%,d %s tasks in %.2f s: %,.0f a second, %d us of processor time each, broker and all%n",
            tasks,
            type,
            seconds,
            (seen - first) / seconds,
            cpu().minus(cpu).toNanos() / 1_000 / tasks);
      }
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void singles(EmbeddedBroker broker, String type, String json) {
    try (var topics = new ReleaseTopics(broker.bootstrapServers(), PARTITIONS);
        var worker = Worker.start(topics.worker("speed"))) {
      long[] micros = new long[SINGLES];
      long[] inside = new long[SINGLES];
      for (int i = -50; i < SINGLES; i++) {
        long from = System.nanoTime();
        topics.release(Releases.of("s" + i, type, json).build());
        topics.flush();
        long flushed = System.nanoTime();
        while (topics.countReports(Duration.ofMillis(100)) == 0) {
          Thread.onSpinWait();
        }
        if (i >= 0) {
          micros[i] = (System.nanoTime() - from) / 1_000;
          inside[i] = (System.nanoTime() - flushed) / 1_000;
        }
      }
      print("release sent to report read", micros);
      print("release acknowledged to report read", inside);
      System.out.println("running " + worker.running());
    }
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
