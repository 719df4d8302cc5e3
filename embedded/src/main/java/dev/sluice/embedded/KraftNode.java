package dev.sluice.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Kafka's server, and the only file that touches its internal classes: a new Kafka release that
 * changes them is a change of this file.
 */
final class KraftNode {

  private static final int FAILED = 1;

  private final KafkaRaftServer server;

  private KraftNode(KafkaRaftServer server) {
    this.server = server;
  }

  /** Gives an empty log directory its identity, as {@code kafka-storage.sh format} does. */
  static void format(Path logDirectory) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(logDirectory.toString())
        .setMetadataLogDirectory(logDirectory.toString())
        .setControllerListenerName("CONTROLLER")
        .setIgnoreFormatted(true)
        .run();
  }

  /**
   * Starts a node and returns when it answers.
   *
   * @throws ExecutionException with Kafka's reason as its cause; nothing is left running
   */
  static KraftNode started(Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    CompletableFuture<KraftNode> started = new CompletableFuture<>();
    StartingThread thread =
        new StartingThread(() -> {
          try {
            started.complete(startedHere(settings));
          } catch (Throwable e) { // handed to the caller
            started.completeExceptionally(e);
          }
        });
    thread.start();
    try {
      return started.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  private static KraftNode startedHere(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (Throwable e) {
      server.shutdown(); // of a half that did start
      throw e;
    }
    return new KraftNode(server);
  }

  /** Returns when the broker has handed in its session and closed its logs. */
  void shutdown() {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * Kafka ends the whole JVM when it cannot go on, for example when its disk is full. This says
   * first which directory it was about, because its own last words are in a log that may be silent.
   *
   * <p>While a node starts, Kafka also throws the reason after it has asked to end the JVM, so the
   * starting thread is spared and its caller gets the exception.
   */
  static void announceFatalFailures() {
    Exit.setHaltProcedure((status, message) -> end(() -> Runtime.getRuntime().halt(FAILED)));
    Exit.setExitProcedure((status, message) -> end(() -> System.exit(FAILED)));
  }

  private static void end(Runnable ending) {
    if (Thread.currentThread() instanceof StartingThread) {
      return;
    }
    DirectoryLock.heldByThisJvm().forEach(path -> System.err.println(lastWords(path)));
    ending.run();
  }

  private static String lastWords(Path directory) {
    return "sluice: the embedded Kafka broker cannot go on and ends this process: data directory "
        + directory
        + ", "
        + directory.toFile().getUsableSpace() / (1024 * 1024)
        + " MiB free; make room or repair it, then start again with the same directory";
  }

  private static final class StartingThread extends Thread {
    StartingThread(Runnable start) {
      super(start, "sluice-embedded-start");
      setDaemon(true);
    }
  }
}
