package dev.sluice.worker.handler.stdio;

import dev.sluice.worker.handler.program.LineReader;
import dev.sluice.worker.handler.program.ProcessTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that runs one task after the other. Its streams are read and written by threads of
 * their own, so that who talks with it waits where an interrupt reaches him. The threads end with
 * the process, whatever it leaves behind.
 */
final class LongProcess {

  /** Of one answer: an output as Base64 or with escapes, and what is around it. */
  static final int MOST_LINE_BYTES = 2 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(LongProcess.class);
  private static final int LINES_AHEAD = 1; // of MOST_LINE_BYTES, and the next one is being read
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final ProcessTree tree;
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>(LINES_AHEAD);
  private final Complaints complaints;
  private final ExecutorService writing;
  private final Thread listening;
  private final Thread complaining;

  /** What the process said next. */
  sealed interface Said {

    record Line(byte[] bytes) implements Said {}

    record TooLong() implements Said {}

    /** It says no more. */
    record End() implements Said {}
  }

  LongProcess(String type, ProcessTree tree) {
    this.tree = tree;
    this.complaints = new Complaints(type);
    String name = "sluice-stdio-" + type + "-" + tree.root().pid();
    this.writing =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name(name + "-in").factory());
    this.listening = Thread.ofPlatform().daemon().name(name + "-out").start(this::listen);
    this.complaining =
        Thread.ofPlatform()
            .daemon()
            .name(name + "-err")
            .start(() -> complaints.readAll(tree.errors()));
  }

  private void listen() {
    try {
      var lines = new LineReader(tree.output(), MOST_LINE_BYTES);
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        if (line.bytes().length > 0) {
          said.put(line.cut() ? new Said.TooLong() : new Said.Line(line.bytes()));
        }
      }
    } catch (IOException e) {
      LOG.debug("The output of a stdio process was closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      writing.shutdownNow();
      tree.hangUp();
      sayEnd();
    }
  }

  private void sayEnd() {
    try {
      said.put(new Said.End());
    } catch (InterruptedException e) { // killed: nobody asks for what it said before
      said.clear();
      said.add(new Said.End());
    }
  }

  /** Begins a task. Returns at once. */
  void send(String task, byte[] line) {
    complaints.of(task);
    writing.execute(() -> write(line));
    tree.output().expect();
  }

  private void write(byte[] line) {
    try {
      OutputStream stdin = tree.input();
      stdin.write(line);
      stdin.write('\n');
      stdin.flush();
    } catch (IOException e) {
      LOG.debug("A stdio process reads no more", e); // it has ended, which is heard on its output
    }
  }

  Said next() throws InterruptedException {
    return said.take();
  }

  /** Whether it waits for a task: alive, and without words that nobody asked for. */
  boolean ready() {
    return tree.root().isAlive() && said.isEmpty();
  }

  /** How it ended and what it complained of last. */
  String epitaph() throws InterruptedException {
    String end =
        tree.root().waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
            ? "with exit code " + tree.root().exitValue()
            : "its output";
    complaining.join(LAST_WORDS);
    String last = complaints.last();
    return end + (last.isEmpty() ? "" : ": " + last);
  }

  /** Ends it and its threads. */
  void kill() {
    tree.kill();
    writing.shutdownNow();
    listening.interrupt();
    complaining.interrupt();
  }

  static String shown(byte[] bytes, int mostChars) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.length() > mostChars ? text.substring(0, mostChars) + "…" : text;
  }
}
