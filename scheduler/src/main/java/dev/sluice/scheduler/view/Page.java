package dev.sluice.scheduler.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next ask again for what comes after this id; null: there is no more. A page can be short
 *     or empty and have a next one all the same, because the rows that are looked at are bounded
 */
public record Page<T>(List<T> items, @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Where a page begins, in which direction it goes and how long it is.
   *
   * @param after an id; null: from the beginning
   * @param descending from the last id to the first
   * @param limit 1 or more
   */
  public record Wanted(@Nullable String after, boolean descending, int limit) {

    public Wanted {
      if (limit < 1) {
        throw new IllegalArgumentException("limit must be at least 1, was " + limit);
      }
    }
  }

  /** Collects a page. */
  static final class Gathering<T> {

    private final int limit;
    private final int looks;
    private final List<T> items = new ArrayList<>();
    private @Nullable String last;
    private int looked;
    private boolean cut;

    Gathering(int limit, int looks) {
      this.limit = limit;
      this.looks = looks;
    }

    /** Whether another row may be looked at. Remembers that there was one if not. */
    boolean mayLook() {
      cut = items.size() >= limit || looked >= looks;
      return !cut;
    }

    /** The row of this id was looked at; the item is null if it is not wanted. */
    void looked(String id, @Nullable T item) {
      looked++;
      last = Objects.requireNonNull(id, "id");
      if (item != null) {
        items.add(item);
      }
    }

    Page<T> page() {
      return new Page<>(items, cut ? last : null);
    }
  }
}
