package dev.sluice.cli.local;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics that Kafka makes for itself when it first needs them, each with a second of retries in
 * the middle of somebody's first task. Asking early makes them appear while other things start.
 */
final class KafkaInternals {

  private static final String NOBODY = "sluice-nobody";
  private static final int SHARE_STATE_PARTITIONS = 4;

  private KafkaInternals() {}

  /** Asks and does not wait: whatever fails is made later, when it is needed. */
  static void createSoon(Admin admin) {
    // With the settings that the share coordinator would choose.
    var shareState =
        new NewTopic("__share_group_state", SHARE_STATE_PARTITIONS, (short) 1)
            .configs(
                Map.of(
                    "cleanup.policy", "delete",
                    "min.insync.replicas", "1",
                    "compression.type", "producer",
                    "retention.ms", "-1",
                    "segment.bytes", "16777216"));
    admin.createTopics(List.of(shareState));
    admin.describeTransactions(List.of(NOBODY));
    admin.describeConsumerGroups(List.of(NOBODY));
  }
}
