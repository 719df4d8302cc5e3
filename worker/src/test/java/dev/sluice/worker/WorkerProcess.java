package dev.sluice.worker;

import dev.sluice.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A worker in a JVM of its own. Each line on its standard input, a number of tasks, is answered by
 * a line that says what each of them cost since the line before.
 */
final class WorkerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;

  private WorkerProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static WorkerProcess start(WorkerConfig config) throws IOException {
    return new WorkerProcess(
        JavaProcess.start(
            WorkerProcess.class,
            String.valueOf(config.kafka().get("bootstrap.servers")),
            config.topics().prefix(),
            config.pool(),
            Integer.toString(config.concurrency())));
  }

  /** What each of so many tasks cost since the last call. */
  String cost(int tasks) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(tasks + "\n").flush();
    return answers.readLine();
  }

  @Override
  public void close() {
    try {
      process.outputWriter(StandardCharsets.UTF_8).close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws IOException {
    Map<String, Object> kafka = new HashMap<>();
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> key.startsWith(JavaProcess.KAFKA))
        .forEach(
            key -> kafka.put(key.substring(JavaProcess.KAFKA.length()), System.getProperty(key)));
    kafka.put("bootstrap.servers", args[0]);
    var config =
        WorkerConfig.of(kafka)
            .withTopics(new Topics(args[1]))
            .withPool(args[2])
            .withConcurrency(Integer.parseInt(args[3]))
            .withWorkerId("speed");
    try (var worker = Worker.start(config);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Cost before = Cost.now();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Cost now = Cost.now();
        System.out.println(now.since(before).perTask(Integer.parseInt(line)));
        before = now;
      }
    }
  }
}
