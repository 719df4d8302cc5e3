package dev.sluice.worker;

import static dev.sluice.schemas.config.ConfigType.oneOf;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.Settings;
import dev.sluice.worker.transport.consumer.GroupProtocol;
import java.util.Objects;

/**
 * How releases reach a worker.
 *
 * @param kind over which kind of group
 * @param protocol how the members of a consumer group share its partitions
 */
public record TransportChoice(Kind kind, GroupProtocol protocol) {

  /** The kinds of groups. */
  public enum Kind {
    AUTO,
    SHARE,
    CONSUMER
  }

  public static final ConfigKey<Kind> KIND =
      new ConfigKey<>(
          "sluice.worker.transport",
          oneOf(Kind.class),
          Kind.AUTO,
          "",
          "How releases reach the worker: over a share group, which needs brokers 4.2 or newer, or over"
              + " a consumer group. auto takes the share group where the brokers have it. All workers"
              + " of a pool need the same: two groups of a pool would each get every task.");

  public static final ConfigKey<GroupProtocol> PROTOCOL =
      new ConfigKey<>(
          "sluice.worker.group.protocol",
          oneOf(GroupProtocol.class),
          GroupProtocol.AUTO,
          "",
          "How the members of a consumer group share its partitions: consumer is KIP-848 and needs"
              + " brokers 4.0 or newer, classic works with all. auto takes consumer where the brokers"
              + " notice a lost worker within session.timeout.ms, which is 10s unless it is set.");

  public TransportChoice {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(protocol, "protocol");
  }

  static TransportChoice from(Settings settings) {
    return new TransportChoice(settings.get(KIND), settings.get(PROTOCOL));
  }
}
