package dev.sluice.cli.results;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.RecordedResults;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import dev.sluice.results.text.NaturalOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A batch that has ended: its summary, and the last result of each task, sorted on disk. However
 * many there are, they take the same memory.
 */
final class EndedBatch implements RecordedBatch {

  private static final Comparator<SpooledResult> BY_ID =
      Comparator.comparing(SpooledResult::taskId, new NaturalOrder());
  private static final Comparator<SpooledResult> AS_RECORDED =
      Comparator.comparingLong(SpooledResult::number);

  private final BatchSummary summary;
  private final Path folder;
  private final SortedRun last;

  private EndedBatch(BatchSummary summary, Path folder, SortedRun last) {
    this.summary = summary;
    this.folder = folder;
    this.last = last;
  }

  /**
   * Reads its results.
   *
   * @param summary its last one
   * @param folder where there is room for the results
   */
  static EndedBatch read(RecordedResults recorded, BatchSummary summary, Path folder)
      throws IOException {
    try (var all = new ResultSort(folder, BY_ID.thenComparing(AS_RECORDED))) {
      recorded.read(summary.batchId(), new Numbering(all));
      return new EndedBatch(summary, folder, SortedRun.of(new LastOfEach(all.sorted()), folder));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Gives what is recorded its place. */
  private static final class Numbering implements RecordedResults.Taker {

    private final ResultSort sort;
    private long number;

    private Numbering(ResultSort sort) {
      this.sort = sort;
    }

    @Override
    public void recorded(TaskResult result) {
      add(SpooledResult.of(result, number++));
    }

    @Override
    public void forgotten(String taskId) {
      add(SpooledResult.forgotten(taskId, number++));
    }

    private void add(SpooledResult result) {
      try {
        sort.add(result);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public BatchSummary summary() {
    return summary;
  }

  @Override
  public Stream<TaskResult> results() {
    return stream(last.read());
  }

  @Override
  public Stream<TaskResult> results(ResultOrder order) throws IOException {
    return switch (order) {
      case ORDERED -> results();
      case UNORDERED, STREAMING -> sorted(AS_RECORDED);
      case PRIORITY -> sorted(Comparator.comparing(SpooledResult::priority).thenComparing(BY_ID));
    };
  }

  private Stream<TaskResult> sorted(Comparator<SpooledResult> order) throws IOException {
    var sort = new ResultSort(folder, order);
    for (Iterator<SpooledResult> each = last.read(); each.hasNext(); ) {
      sort.add(each.next());
    }
    return stream(sort.sorted())
        .onClose(() -> {
          try {
            sort.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Stream<TaskResult> stream(Iterator<SpooledResult> results) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(results, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .map(SpooledResult::read);
  }

  @Override
  public void close() throws IOException {
    last.close();
  }
}
