package dev.sluice.schemas.topic;

import dev.sluice.schemas.topic.Difference.MissingTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Differences for people: what is the same about many topics is said once. */
public final class Differences {

  private Differences() {}

  /**
   * The differences in the order in which they were found first, each with its remedy.
   *
   * @param allTopics how many topics were looked at
   */
  public static List<String> lines(List<Difference> differences, int allTopics) {
    if (allTopics > 1
        && differences.size() == allTopics
        && differences.stream().allMatch(MissingTopic.class::isInstance)) {
      return List.of(
          "none of the %d topics is there, the first is %s; create them: sluice topics apply, or correct sluice.topics.prefix"
              .formatted(allTopics, differences.getFirst().topic()));
    }
    Map<String, List<String>> topics = new LinkedHashMap<>();
    for (Difference difference : differences) {
      String what = difference.describe().substring(difference.topic().length());
      topics.computeIfAbsent(what, same -> new ArrayList<>()).add(difference.topic());
    }
    List<String> lines = new ArrayList<>();
    topics.forEach((what, names) -> {
      if (names.size() == 1) {
        lines.add(names.getFirst() + what);
      } else if (names.size() == allTopics) {
        lines.add("each of the " + names.size() + " topics" + what);
      } else {
        lines.add("each of " + names.size() + " topics" + what);
        lines.add("  " + String.join(" ", names));
      }
    });
    return lines;
  }
}
