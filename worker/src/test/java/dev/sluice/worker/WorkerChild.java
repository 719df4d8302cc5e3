package dev.sluice.worker;

import dev.sluice.core.task.Content;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.builtin.NoopHandler;
import dev.sluice.worker.transport.consumer.GroupProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A worker in a JVM of its own that may be killed, paused and asked to end. It serves {@code noop},
 * {@code halt}, which ends the process, and {@code gate}, which says that it has begun and waits
 * for a line on the standard input.
 */
final class WorkerChild implements AutoCloseable {

  private static final String SESSION = "session.timeout.ms";

  private final Process process;
  private final BufferedReader lines;

  private WorkerChild(Process process) {
    this.process = process;
    this.lines = process.inputReader();
  }

  static WorkerChild start(WorkerConfig config) throws IOException {
    return new WorkerChild(
        JavaProcess.start(
            WorkerChild.class,
            String.valueOf(config.kafka().get("bootstrap.servers")),
            config.topics().prefix(),
            config.pool(),
            config.workerId(),
            config.lock().toString(),
            config.drainGrace().toString(),
            config.transport().kind().name(),
            String.valueOf(config.kafka().getOrDefault(SESSION, 10_000))));
  }

  /** Waits for the line that the child says next. */
  String nextLine() throws IOException {
    return lines.readLine();
  }

  /** Lets the handler at the gate go on. */
  void open() throws IOException {
    process.outputWriter().append("open\n").flush();
  }

  /** Waits for the end of the process. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Sends a signal, as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static final class Halt implements TaskHandler {
    @Override
    public String type() {
      return "halt";
    }

    @Override
    public Content handle(TaskContext context) {
      Runtime.getRuntime().halt(7);
      return Content.EMPTY;
    }
  }

  private record Waits(CountDownLatch gate) implements TaskHandler {
    @Override
    public String type() {
      return "gate";
    }

    @Override
    public Content handle(TaskContext context) throws InterruptedException {
      System.out.println("begun " + context.taskId());
      try {
        gate.await();
      } catch (InterruptedException e) {
        System.out.println("interrupted " + context.taskId());
        throw e;
      }
      return Content.EMPTY;
    }
  }

  private static Map<String, Object> kafka(
      String bootstrapServers, TransportChoice.Kind kind, String session) {
    return kind == TransportChoice.Kind.CONSUMER
        ? Map.of("bootstrap.servers", bootstrapServers, SESSION, session)
        : Map.of("bootstrap.servers", bootstrapServers);
  }

  public static void main(String[] args) throws IOException {
    var kind = TransportChoice.Kind.valueOf(args[6]);
    var config =
        WorkerConfig.of(kafka(args[0], kind, args[7]))
            .withTopics(new Topics(args[1]))
            .withPool(args[2])
            .withWorkerId(args[3])
            .withLock(Duration.parse(args[4]))
            .withDrainGrace(Duration.parse(args[5]))
            .withTransport(new TransportChoice(kind, GroupProtocol.AUTO))
            .withConcurrency(2);
    var gate = new CountDownLatch(1);
    var worker = Worker.start(config, List.of(new NoopHandler(), new Halt(), new Waits(gate)));
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
    while (System.in.read() >= 0) {
      gate.countDown();
    }
  }
}
