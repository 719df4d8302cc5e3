package dev.sluice.scheduler.intake;

import dev.sluice.records.Priority;
import dev.sluice.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;

/**
 * How urgent the records of a source topic are, the most urgent first. What is behind another one
 * in this order has its turn when that has nothing, and in any case so many turns of a hundred.
 */
enum Urgency {
  /** Somebody waits for the answer. */
  COMMAND(0),
  CRITICAL(25),
  /** Workers go on with what they release, so before the backlog of what is new. */
  REPORT(40),
  HIGH(10),
  NORMAL(10),
  LOW(4),
  BACKGROUND(2);

  private final int floor;

  Urgency(int floor) {
    this.floor = floor;
  }

  /** Turns of a hundred that it has while it waits, whatever else there is. */
  int floor() {
    return floor;
  }

  static Map<String, Urgency> byTopic(Topics topics) {
    Map<String, Urgency> all = new HashMap<>();
    for (Priority priority : Priority.values()) {
      all.put(topics.submission(priority), of(priority));
    }
    all.put(topics.report(), REPORT);
    all.put(topics.command(), COMMAND);
    all.put(topics.query(), COMMAND);
    return all;
  }

  private static Urgency of(Priority priority) {
    return switch (priority) {
      case CRITICAL -> CRITICAL;
      case HIGH -> HIGH;
      case NORMAL -> NORMAL;
      case LOW -> LOW;
      case BACKGROUND -> BACKGROUND;
    };
  }
}
