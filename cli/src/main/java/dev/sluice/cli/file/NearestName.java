package dev.sluice.cli.file;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * The candidate that needs the fewest changed, missing, extra or swapped letters; null if none is
   * near.
   */
  public static @Nullable String of(String name, Collection<String> candidates) {
    String nearest = null;
    int best = Math.max(1, name.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - name.length()) < best) {
        int distance = distance(name, candidate);
        if (distance < best) {
          best = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  private static int distance(String a, String b) {
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
