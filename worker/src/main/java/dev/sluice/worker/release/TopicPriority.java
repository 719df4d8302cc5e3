package dev.sluice.worker.release;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.Delivery;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The priority of what is on a release topic, which the topic's name ends with. */
final class TopicPriority {

  private static final Map<String, Priority> BY_NAME =
      Map.of(
          name(Priority.CRITICAL), Priority.CRITICAL,
          name(Priority.HIGH), Priority.HIGH,
          name(Priority.NORMAL), Priority.NORMAL,
          name(Priority.LOW), Priority.LOW,
          name(Priority.BACKGROUND), Priority.BACKGROUND);

  private TopicPriority() {}

  private static String name(Priority priority) {
    return priority.name().toLowerCase(Locale.ROOT);
  }

  /** How many deliveries there are of each priority. */
  static Map<Priority, Integer> counts(List<Delivery> deliveries) {
    Map<Priority, Integer> counts = new EnumMap<>(Priority.class);
    deliveries.forEach(each -> counts.merge(of(each), 1, Integer::sum));
    return counts;
  }

  static Priority of(Delivery delivery) {
    String topic = delivery.id().topic();
    String last = topic.substring(topic.lastIndexOf('.') + 1);
    return BY_NAME.getOrDefault(last, Priority.NORMAL);
  }
}
