package dev.sluice.http.page;

import dev.sluice.scheduler.view.BatchOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An order of batches, in one direction.
 *
 * @param descending from the last to the first
 */
public record BatchSort(BatchOrder order, boolean descending) {

  private static final Map<BatchOrder, String> WORDS =
      Map.of(BatchOrder.ID, "id", BatchOrder.OPENED_AT, "openedAt");

  public BatchSort {
    Objects.requireNonNull(order, "order");
  }

  /** The order of a word like {@code openedAt} or {@code -openedAt}; empty: there is none. */
  public static Optional<BatchSort> of(String text) {
    boolean descending = text.startsWith("-");
    String word = descending ? text.substring(1) : text;
    return Arrays.stream(BatchOrder.values())
        .filter(order -> word.equals(WORDS.get(order)))
        .findFirst()
        .map(order -> new BatchSort(order, descending));
  }

  /** The words of all orders. */
  public static List<String> words() {
    return Arrays.stream(BatchOrder.values()).map(WORDS::get).toList();
  }

  /** Of places in this list; earlier ones first. */
  public Comparator<String> places() {
    return descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
  }
}
