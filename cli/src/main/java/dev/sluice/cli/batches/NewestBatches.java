package dev.sluice.cli.batches;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest batches that a filter wants, however many there are in the topic: so many of them are
 * looked at in one reading as fit into a window, and where a rare status is asked for the topic is
 * read again for the older ones. A reading of a million summaries takes some seconds.
 */
public final class NewestBatches {

  /** Some ten megabytes. */
  private static final int WINDOW = 20_000;

  private final int size;

  public NewestBatches() {
    this(WINDOW);
  }

  NewestBatches(int size) {
    this.size = size;
  }

  /** What was found. */
  public record Found(List<ListedBatch> batches, boolean more) {

    public Found {
      batches = List.copyOf(batches);
    }
  }

  /** The batches of a topic, newest first, and whether there are more than the limit. */
  public Found in(SummaryTopic topic, BatchFilter filter) {
    return in(topic::read, filter);
  }

  Found in(Consumer<Window> reading, BatchFilter filter) {
    List<ListedBatch> wanted = new ArrayList<>();
    ListedBatch from = null;
    do {
      Window window = new Window(from, Math.max(size, filter.limit() + 1));
      reading.accept(window);
      for (ListedBatch batch : window.certain()) {
        if (wanted.size() > filter.limit()) {
          break;
        }
        if (filter.wants(batch)) {
          wanted.add(batch);
        }
      }
      from = older(window.next(), wanted.size(), filter);
    } while (from != null);
    boolean more = wanted.size() > filter.limit();
    return new Found(more ? wanted.subList(0, filter.limit()) : wanted, more);
  }

  private static @Nullable ListedBatch older(
      @Nullable ListedBatch next, int found, BatchFilter filter) {
    return next == null || found > filter.limit() || !filter.newEnough(next) ? null : next;
  }
}
