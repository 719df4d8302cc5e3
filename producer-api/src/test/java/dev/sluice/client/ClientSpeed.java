package dev.sluice.client;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the client costs: CPU of this whole process, compiler and collector included, allocation and
 * wall time for building, submitting and following a large batch, and how long a lone task takes.
 * The broker and a scripted scheduler run in a process beside it. Run by hand: a machine with other
 * work gives other numbers.
 */
final class ClientSpeed {

  static final int PARTITIONS = 6;

  private static final int TASKS = Integer.getInteger("tasks", 100_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int LONE = Integer.getInteger("lone", 900);

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long cpu;
  private long wall;
  private long allocated;

  private ClientSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Process other =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                EchoingScheduler.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = new BufferedReader(new InputStreamReader(other.getInputStream(), "UTF-8"));
        var out = new PrintStream(other.getOutputStream(), true, "UTF-8")) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", in.readLine());
      try (Admin admin = Admin.create(kafka)) {
        var unused =
            TopicAdmin.apply(
                admin,
                new TopicCatalogue(Topics.DEFAULT, PARTITIONS, (short) 1, Set.of("default")));
      }
      out.println("start");
      in.readLine();
      try (SluiceClient client = SluiceClient.connect(kafka, Topics.DEFAULT)) {
        for (int round = 1; round <= ROUNDS; round++) {
          new ClientSpeed().large(client, round, in, out);
        }
        new ClientSpeed().lone(client, in, out);
      }
      out.println("stop");
    } finally {
      other.destroy();
    }
  }

  private void large(SluiceClient client, int round, BufferedReader in, PrintStream out)
      throws Exception {
    System.out.printf("--- round %d, %d tasks%n", round, TASKS);
    begin();
    BatchBuilder builder = Batch.named("large");
    for (int i = 0; i < TASKS; i++) {
      builder.task("t" + i, t -> t.type("noop"));
    }
    Batch batch = builder.build();
    double build = end("build");
    begin();
    BatchHandle handle = client.submit(batch);
    double submit = end("submit");
    handle.onProgress(progress -> {});
    begin();
    out.println("results " + handle.batchId() + " " + TASKS);
    try (Stream<TaskResult> results = handle.results(ResultOrder.STREAMING)) {
      if (results.filter(TaskResult::succeeded).count() != TASKS) {
        throw new IllegalStateException("results are missing");
      }
    }
    handle.await();
    double read = end("results");
    System.out.printf(Locale.ROOT, "%-10s %6.2f us CPU a task%n", "all", build + submit + read);
    in.readLine();
    handle.close();
  }

  private void lone(SluiceClient client, BufferedReader in, PrintStream out) throws Exception {
    out.println("echo");
    in.readLine();
    long[] submitted = new long[LONE];
    long[] known = new long[LONE];
    long[] after = new long[LONE];
    for (int i = 0; i < LONE; i++) {
      Batch batch = Batch.named("lone").task("t", t -> t.type("noop")).build();
      long start = System.nanoTime();
      try (BatchHandle handle = client.submit(batch)) {
        submitted[i] = System.nanoTime() - start;
        handle.await();
        known[i] = System.nanoTime() - start;
        after[i] = micros();
      }
    }
    int skip = LONE / 3;
    quantiles("lone: submit returns", Arrays.copyOfRange(submitted, skip, LONE));
    quantiles("lone: result known", Arrays.copyOfRange(known, skip, LONE));
    out.println("quiet");
    String[] committed = in.readLine().split(" ", -1);
    for (int i = 0; i < LONE; i++) {
      after[i] = 1000 * (after[i] - Long.parseLong(committed[i]));
    }
    quantiles("lone: after the commit", Arrays.copyOfRange(after, skip, LONE));
    in.readLine();
  }

  /** The time that both processes have in common. */
  static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static void quantiles(String name, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-22s p50 %.2f ms, p90 %.2f ms, p99 %.2f ms%n",
        name,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 9 / 10] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6);
  }

  private void begin() {
    allocated = THREADS.getTotalThreadAllocatedBytes();
    cpu = SYSTEM.getProcessCpuTime();
    wall = System.nanoTime();
  }

  private double end(String name) {
    wall = System.nanoTime() - wall;
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    allocated = THREADS.getTotalThreadAllocatedBytes() - allocated;
    double perTask = cpu / 1e3 / TASKS;
    System.out.printf(
        Locale.ROOT,
        "%-10s %6.2f us CPU a task, %6d bytes a task, %5d ms%n",
        name,
        perTask,
        allocated / TASKS,
        wall / 1_000_000);
    return perTask;
  }
}
