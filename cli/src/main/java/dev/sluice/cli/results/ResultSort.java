package dev.sluice.cli.results;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Sorts any number of results in little memory: what a few megabytes hold is sorted and written as
 * a run, and the runs are merged. Not thread-safe.
 */
final class ResultSort implements Closeable {

  private static final long IN_MEMORY_BYTES = 6L << 20;
  private static final int MOST_RUNS = 64;

  private final Path folder;
  private final Comparator<SpooledResult> order;
  private final long inMemoryBytes;
  private final List<SpooledResult> waiting = new ArrayList<>();
  private final List<SortedRun> runs = new ArrayList<>();
  private long bytes;

  /**
   * @param folder where there is room for the results
   */
  ResultSort(Path folder, Comparator<SpooledResult> order) {
    this(folder, order, IN_MEMORY_BYTES);
  }

  ResultSort(Path folder, Comparator<SpooledResult> order, long inMemoryBytes) {
    this.folder = folder;
    this.order = order;
    this.inMemoryBytes = inMemoryBytes;
  }

  void add(SpooledResult result) throws IOException {
    waiting.add(result);
    bytes += result.bytes();
    if (bytes >= inMemoryBytes) {
      writeRun();
    }
  }

  private void writeRun() throws IOException {
    if (runs.size() == MOST_RUNS) {
      SortedRun all = SortedRun.of(merged(), folder);
      closeRuns();
      runs.add(all);
    }
    waiting.sort(order);
    runs.add(SortedRun.of(waiting.iterator(), folder));
    waiting.clear();
    bytes = 0;
  }

  /** All that was added, in order; may be asked again. */
  Iterator<SpooledResult> sorted() throws IOException {
    if (runs.isEmpty()) {
      waiting.sort(order);
      return List.copyOf(waiting).iterator();
    }
    if (!waiting.isEmpty()) {
      writeRun();
    }
    return merged();
  }

  private Iterator<SpooledResult> merged() {
    var heads = new PriorityQueue<Head>(Comparator.comparing(Head::first, order));
    for (SortedRun run : runs) {
      Iterator<SpooledResult> rest = run.read();
      if (rest.hasNext()) {
        heads.add(new Head(rest.next(), rest));
      }
    }
    return new Iterator<>() {

      @Override
      public boolean hasNext() {
        return !heads.isEmpty();
      }

      @Override
      public SpooledResult next() {
        Head head = heads.poll();
        if (head == null) {
          throw new NoSuchElementException();
        }
        if (head.rest().hasNext()) {
          heads.add(new Head(head.rest().next(), head.rest()));
        }
        return head.first();
      }
    };
  }

  /** A run that is being merged: its next result, and those after it. */
  private record Head(SpooledResult first, Iterator<SpooledResult> rest) {}

  private void closeRuns() throws IOException {
    for (SortedRun run : runs) {
      run.close();
    }
    runs.clear();
  }

  @Override
  public void close() throws IOException {
    waiting.clear();
    closeRuns();
  }
}
