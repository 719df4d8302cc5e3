package dev.sluice.worker.release;

import dev.sluice.records.Priority;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which part of the starts each priority gets at least, while something of it waits.
 *
 * @param percents by priority; none means zero
 */
public record PriorityFloor(Map<Priority, Integer> percents) {

  /** Percent that all floors have together, at most. */
  public static final int MOST_TOGETHER = 90;

  public PriorityFloor {
    percents = percents.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(percents));
    percents.forEach((priority, percent) -> {
      if (percent < 0) {
        throw new IllegalArgumentException(name(priority) + " must not be negative: " + percent);
      }
    });
    int sum = percents.values().stream().mapToInt(Integer::intValue).sum();
    if (sum > MOST_TOGETHER) {
      throw new IllegalArgumentException(
          "the floors are " + sum + " % together, above " + MOST_TOGETHER);
    }
  }

  /**
   * Reads entries as {@code high:5}.
   *
   * @throws IllegalArgumentException if one is no priority and percentage
   */
  public static PriorityFloor parse(List<String> entries) {
    Map<Priority, Integer> percents = new EnumMap<>(Priority.class);
    for (String entry : entries) {
      String[] parts = entry.split(":", -1);
      try {
        percents.put(
            Priority.valueOf(parts[0].trim().toUpperCase(Locale.ROOT)),
            Integer.parseInt(parts[1].trim()));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "'" + entry + "' is no priority and percentage, as in high:5", e);
      }
    }
    return new PriorityFloor(percents);
  }

  int percent(Priority priority) {
    return percents.getOrDefault(priority, 0);
  }

  private static String name(Priority priority) {
    return priority.name().toLowerCase(Locale.ROOT);
  }
}
