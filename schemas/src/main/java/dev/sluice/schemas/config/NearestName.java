package dev.sluice.schemas.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody probably meant: the one with the smallest edit distance. */
public final class NearestName {

  private NearestName() {}

  /** The closest of the names, whatever its distance. */
  static Optional<String> of(String written, Collection<String> names) {
    return names.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(written, name)).thenComparing(n -> n));
  }

  /** The closest of the names if it is so close that the written one must be a slip. */
  public static Optional<String> slip(String written, Collection<String> names) {
    return of(written, names).filter(name -> distance(written, name) <= 2);
  }

  /** The closest of the names if at most a third of the written one would have to change. */
  public static Optional<String> near(String written, Collection<String> names) {
    String nearest = null;
    int best = Math.max(1, written.length() / 3) + 1;
    for (String name : names) {
      if (Math.abs(name.length() - written.length()) < best) {
        int distance = distance(written, name);
        if (distance < best) {
          best = distance;
          nearest = name;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters that are other ones, too many, too few or swapped; small and capital are the same. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] d, int i, int j) {
    boolean same = same(a.charAt(i - 1), b.charAt(j - 1));
    int least = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && same(a.charAt(i - 1), b.charAt(j - 2))
            && same(a.charAt(i - 2), b.charAt(j - 1));
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
