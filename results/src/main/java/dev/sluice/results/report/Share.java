package dev.sluice.results.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a bar.
 *
 * @param name what it stands for; with hyphens also the class of its colour
 * @param from where it begins, in percent of the whole
 * @param width in percent of the whole
 */
public record Share(String name, long count, String from, String width) {

  private static final double WHOLE = 100;

  static List<Share> of(String[] names, long... counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    List<Share> shares = new ArrayList<>();
    double from = 0;
    for (int i = 0; i < names.length; i++) {
      if (counts[i] > 0) {
        double width = counts[i] * WHOLE / total;
        shares.add(new Share(names[i], counts[i], Numbers.text(from), Numbers.text(width)));
        from += width;
      }
    }
    return List.copyOf(shares);
  }

  /** The class of its colour in the style sheet. */
  public String colour() {
    return "is-" + name.replace(' ', '-');
  }
}
