package dev.sluice.embedded;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that a broker makes for itself when it first needs them. */
final class InternalTopics {

  private static final String NOBODY = "sluice-nobody";

  private InternalTopics() {}

  static void createSoon(Admin admin) {
    admin.createTopics(List.of(shareState()));
    // Looking for somebody's coordinator makes the topic in which it keeps its state.
    admin.describeTransactions(List.of(NOBODY));
    admin.describeConsumerGroups(List.of(NOBODY));
  }

  /** With the settings that the share coordinator would choose. */
  private static NewTopic shareState() {
    Map<String, String> settings =
        Map.of(
            "cleanup.policy", "delete",
            "min.insync.replicas", "1",
            "compression.type", "producer",
            "retention.ms", "-1",
            "segment.bytes", BrokerSettings.INTERNAL_SEGMENT_BYTES);
    return new NewTopic("__share_group_state", BrokerSettings.INTERNAL_PARTITIONS, (short) 1)
        .configs(settings);
  }
}
