package dev.sluice.cli.results;

import dev.sluice.cli.output.Shown;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Priority;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the results of a batch as they arrive. Of a task it holds a few bytes, whatever its output:
 * results that a file was asked for wait on disk. Thread-safe.
 */
public final class RunResults implements Consumer<TaskResult>, Closeable {

  private static final long NONE = -1;

  private final FileOrder order;
  private final @Nullable ResultSpool spool;
  private final FirstFew failures = new FirstFew();
  private final FirstFew products = new FirstFew();
  private long[] positions = new long[0];
  private byte[] priorities = new byte[0];
  private @Nullable IOException failure;

  private RunResults(FileOrder order, @Nullable ResultSpool spool) {
    this.order = order;
    this.spool = spool;
  }

  /** Only what a summary shows. */
  public static RunResults shown(FileOrder order) {
    return new RunResults(order, null);
  }

  /**
   * What a summary shows, and all results for a file.
   *
   * @param folder of the file
   */
  public static RunResults all(FileOrder order, Path folder) throws IOException {
    return new RunResults(order, ResultSpool.in(folder));
  }

  @Override
  public synchronized void accept(TaskResult result) {
    int place = order.place(result.taskId());
    failures.offer(place, result, !result.succeeded());
    products.offer(
        place,
        result,
        result.succeeded() && !order.needed(place) && !result.outputText().isBlank());
    if (spool != null && failure == null) {
      try {
        keep(place, result.priority(), spool.add(result));
      } catch (IOException e) {
        failure = e; // told to the one who wants the results, not to the client's thread
      }
    }
  }

  private void keep(int place, Priority priority, long position) {
    if (place >= positions.length) {
      int known = positions.length;
      int room = Math.max(place + 1, known + known / 2);
      positions = Arrays.copyOf(positions, room);
      Arrays.fill(positions, known, room, NONE);
      priorities = Arrays.copyOf(priorities, room);
    }
    positions[place] = position;
    priorities[place] = (byte) priority.ordinal();
  }

  /** How many tasks have a result on disk. */
  public synchronized long size() {
    return Arrays.stream(positions).filter(position -> position != NONE).count();
  }

  /** Those that did not succeed. */
  public synchronized Shown failures() {
    return failures.shown();
  }

  /** Those that no other task takes in, as far as they hold something. */
  public synchronized Shown products() {
    return products.shown();
  }

  /**
   * The last result of each task so far.
   *
   * @throws IOException if they could not be kept
   */
  public synchronized Stream<TaskResult> inOrder(ResultOrder wanted) throws IOException {
    if (failure != null) {
      throw failure;
    }
    ResultSpool kept = spool;
    if (kept == null) {
      return Stream.empty();
    }
    IntStream here =
        Arrays.stream(order.places())
            .filter(place -> place < positions.length && positions[place] != NONE);
    return switch (wanted) {
      case ORDERED -> here.mapToObj(place -> read(kept, place));
      case UNORDERED, STREAMING ->
          here.boxed()
              .sorted(Comparator.comparingLong(place -> positions[place]))
              .map(place -> read(kept, place));
      case PRIORITY ->
          here.boxed()
              .sorted(Comparator.comparingInt(place -> priorities[place]))
              .map(place -> read(kept, place));
    };
  }

  private synchronized TaskResult read(ResultSpool kept, int place) {
    try {
      return kept.read(positions[place]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}
