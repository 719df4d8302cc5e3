package dev.sluice.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a topic forgets. */
sealed interface Cleanup {

  List<TopicSetting> settings();

  /** Records are gone after a time. */
  record Deleted(Duration after) implements Cleanup {
    @Override
    public List<TopicSetting> settings() {
      return List.of(
          new TopicSetting(
              "cleanup.policy", "delete", "its records are steps of a flow, not facts"),
          new TopicSetting(
              "retention.ms",
              Long.toString(after.toMillis()),
              "how long a stage may be down without losing records"));
    }
  }

  /** The last record of each key stays for ever. */
  record Compacted() implements Cleanup {
    @Override
    public List<TopicSetting> settings() {
      return List.of(
          new TopicSetting("cleanup.policy", "compact", "the last record of a key is the answer"),
          TOMBSTONES);
    }
  }

  /**
   * The last record of each key stays, but not for ever.
   *
   * @param segment how long the newest segment grows, which is never compacted
   * @param policy why there is an end
   * @param retention why it is then
   */
  record CompactedFor(Duration time, Duration segment, String policy, String retention)
      implements Cleanup {
    @Override
    public List<TopicSetting> settings() {
      List<TopicSetting> settings = new ArrayList<>();
      settings.add(new TopicSetting("cleanup.policy", "compact,delete", policy));
      settings.add(new TopicSetting("retention.ms", Long.toString(time.toMillis()), retention));
      settings.add(
          new TopicSetting(
              "segment.ms",
              Long.toString(segment.toMillis()),
              "the newest segment is never compacted: keep it short"));
      settings.add(TOMBSTONES);
      return List.copyOf(settings);
    }
  }

  /** Shared by the compacted ones. */
  TopicSetting TOMBSTONES =
      new TopicSetting(
          "delete.retention.ms",
          Long.toString(Duration.ofDays(3).toMillis()),
          "a reader that was off over a weekend still sees that a record was deleted");
}
