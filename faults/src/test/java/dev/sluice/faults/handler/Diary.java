package dev.sluice.faults.handler;

import dev.sluice.worker.handler.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * A file in which the handlers of all workers of a pool note what happens to them, one line each:
 * whatever becomes of their process, the line stays. Gates are files beside it.
 */
public final class Diary {

  public static final String FOLDER = "sluice.faults.folder";
  public static final String WORKER = "sluice.faults.worker";

  private static final String LINES = "diary";
  private static final int FIELDS = 7;

  private final Path folder;
  private final String worker;

  /** A line. */
  public record Entry(
      String what,
      String batch,
      String task,
      int attempt,
      int release,
      String worker,
      long atMillis) {

    private static Entry of(String line) {
      List<String> fields = List.of(line.split(" ", FIELDS));
      return new Entry(
          fields.get(0),
          fields.get(1),
          fields.get(2),
          Integer.parseInt(fields.get(3)),
          Integer.parseInt(fields.get(4)),
          fields.get(5),
          Long.parseLong(fields.get(6)));
    }

    private String line() {
      return String.join(
          " ",
          what,
          batch,
          task,
          Integer.toString(attempt),
          Integer.toString(release),
          worker,
          atMillis + "\n");
    }
  }

  private Diary(Path folder, String worker) {
    this.folder = folder;
    this.worker = worker;
  }

  /** The one of this worker process. */
  static Diary ofThisProcess() {
    return new Diary(
        Path.of(Objects.requireNonNull(System.getProperty(FOLDER), FOLDER)),
        Objects.requireNonNull(System.getProperty(WORKER), WORKER));
  }

  /** To be read by a test. */
  public static Diary in(Path folder) {
    return new Diary(folder, "test");
  }

  void note(String what, TaskContext context) {
    var entry =
        new Entry(
            what,
            context.batchId(),
            context.taskId(),
            context.attempt(),
            context.releaseNumber(),
            worker,
            System.currentTimeMillis());
    try {
      Files.writeString(
          folder.resolve(LINES),
          entry.line(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a task may end, in this worker or in any. */
  boolean open(TaskContext context) {
    return Files.exists(gate(context.taskId()))
        || Files.exists(gate(context.taskId() + "@" + worker));
  }

  /** Lets a task end, wherever it runs; {@code task@worker} only there. */
  public void open(String task) {
    try {
      Files.createFile(gate(task));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path gate(String task) {
    return folder.resolve("open-" + task);
  }

  /** All lines so far; one that is just being written is left out. */
  public List<Entry> entries() {
    Path file = folder.resolve(LINES);
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Entry::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often a task was begun. */
  public int begun(String task) {
    return of("begun", task).size();
  }

  /** The lines that say this of a task. */
  public List<Entry> of(String what, String task) {
    return entries().stream()
        .filter(each -> each.what().equals(what) && each.task().equals(task))
        .toList();
  }
}
