package dev.sluice.http.source;

import dev.sluice.http.source.ResultSort.Place;
import dev.sluice.records.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Picks a page out of results that come in another order; keeps no more than the page. */
final class SortedResults {

  private final ResultSort sort;
  private final @Nullable Place after;
  private final int limit;
  private final Comparator<Ranked> order;
  private final PriorityQueue<Ranked> kept;
  private boolean more;

  /**
   * @param after only what comes after this place; null: from the beginning
   */
  SortedResults(ResultSort sort, @Nullable Place after, int limit) {
    this.sort = sort;
    this.after = after;
    this.limit = limit;
    this.order = Comparator.comparing(Ranked::place, sort.comparator());
    this.kept = new PriorityQueue<>(order.reversed());
  }

  private record Ranked(Place place, Result result) {}

  void offer(Result result, long offset) {
    Place place = sort.place(result, offset);
    if (after != null && sort.comparator().compare(place, after) <= 0) {
      return;
    }
    kept.add(new Ranked(place, result));
    if (kept.size() > limit) {
      var unused = kept.poll();
      more = true;
    }
  }

  /** The page of what was offered. */
  ResultPages.Found page() {
    List<Ranked> page = new ArrayList<>(kept);
    page.sort(order);
    return new ResultPages.Found(
        page.stream().map(Ranked::result).toList(), more ? page.getLast().place().text() : null);
  }
}
