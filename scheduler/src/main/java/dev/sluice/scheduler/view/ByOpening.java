package dev.sluice.scheduler.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a page in the order of opening out of batches that come in any order. Holds no more of them
 * than the page has, and one to know that there are more.
 */
final class ByOpening {

  private record Placed(String place, BatchView batch) {}

  private final Page.Wanted wanted;
  private final int most;
  private final Comparator<String> order;
  private final PriorityQueue<Placed> kept;
  private int looked;

  /**
   * @param wanted from which place on
   * @param most batches that may be looked at
   */
  ByOpening(Page.Wanted wanted, int most) {
    this.wanted = wanted;
    this.most = most;
    this.order = wanted.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    this.kept = new PriorityQueue<>(Comparator.comparing(Placed::place, order).reversed());
  }

  /**
   * Looks at a batch.
   *
   * @param batch is asked for if it may be of the page; null: it is not wanted
   * @return whether another one may be looked at
   */
  boolean look(String batchId, long openedAt, Supplier<@Nullable BatchView> batch) {
    looked++;
    String place = BatchOrder.OPENED_AT.place(batchId, openedAt);
    if (looked <= most && mayBeOfPage(place)) {
      BatchView found = batch.get();
      if (found != null) {
        kept.add(new Placed(place, found));
        if (kept.size() > wanted.limit() + 1) {
          kept.remove();
        }
      }
    }
    return looked <= most;
  }

  private boolean mayBeOfPage(String place) {
    boolean beyond = wanted.after() == null || order.compare(place, wanted.after()) > 0;
    Placed last = kept.size() > wanted.limit() ? kept.peek() : null;
    return beyond && (last == null || order.compare(place, last.place()) < 0);
  }

  /** The page; empty if there were more batches than may be looked at. */
  Optional<Page<BatchView>> page() {
    if (looked > most) {
      return Optional.empty();
    }
    List<Placed> sorted = new ArrayList<>(kept);
    sorted.sort(Comparator.comparing(Placed::place, order));
    boolean more = sorted.size() > wanted.limit();
    List<Placed> page = more ? sorted.subList(0, wanted.limit()) : sorted;
    return Optional.of(
        new Page<>(
            page.stream().map(Placed::batch).toList(), more ? page.getLast().place() : null));
  }
}
