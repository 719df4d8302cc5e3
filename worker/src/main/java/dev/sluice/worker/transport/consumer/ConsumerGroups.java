package dev.sluice.worker.transport.consumer;

import dev.sluice.records.Priority;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins consumer groups. What guarantees rest on can't be configured away. */
public final class ConsumerGroups {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroups.class);
  private static final String SESSION = "session.timeout.ms";
  private static final String HEARTBEAT = "heartbeat.interval.ms";
  private static final String ASSIGNORS = "partition.assignment.strategy";
  private static final int SESSION_MS = 10_000;
  private static final int BEATS_PER_SESSION = 10;
  private static final int MOST_RECORDS = 500;
  private static final int PARTITION_BYTES = 256 * 1024;
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private final Map<String, Object> kafka;
  private final GroupProtocol protocol;

  /**
   * @param kafka properties for all clients, with {@code bootstrap.servers}
   */
  public ConsumerGroups(Map<String, Object> kafka, GroupProtocol protocol) {
    this.kafka = Map.copyOf(kafka);
    this.protocol = protocol;
  }

  /**
   * Joins a group.
   *
   * @param topics to read, with the priority of each
   * @param maxLost a task that was lost with so many workers is not run again
   * @throws IllegalStateException if the brokers don't answer
   */
  public ConsumerGroupTransport join(
      String group, String clientId, Map<String, Priority> topics, int maxLost) {
    MemberTerms terms = terms(group, clientId);
    var consumer =
        new KafkaConsumer<>(
            terms.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return over(consumer, terms.session(), topics, maxLost);
  }

  static ConsumerGroupTransport over(
      Consumer<byte[], byte[]> consumer,
      Duration session,
      Map<String, Priority> topics,
      int maxLost) {
    try {
      return new ConsumerGroupTransport(
          consumer,
          topics,
          PartitionLimits.of(maxLost),
          new Session(consumer::metrics, session, System.nanoTime()),
          System::nanoTime);
    } catch (RuntimeException | Error e) {
      consumer.close();
      throw e;
    }
  }

  MemberTerms terms(String group, String clientId) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put("group.id", group);
    config.putIfAbsent("client.id", clientId);
    config.put("auto.offset.reset", "earliest");
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("allow.auto.create.topics", false);
    config.put("max.poll.records", MOST_RECORDS);
    config.putIfAbsent("max.partition.fetch.bytes", PARTITION_BYTES);
    config.putIfAbsent("fetch.max.bytes", FETCH_BYTES);
    Optional<Duration> byBrokers = byBrokers(group);
    if (byBrokers.isPresent()) {
      config.put("group.protocol", "consumer");
      // Each topic by itself: a member must not get all of one priority and nothing of another.
      config.putIfAbsent("group.remote.assignor", "range");
      List.of(SESSION, HEARTBEAT, ASSIGNORS).forEach(config::remove);
    } else {
      config.put("group.protocol", "classic");
      config.remove("group.remote.assignor");
      config.putIfAbsent(SESSION, SESSION_MS);
      config.putIfAbsent(HEARTBEAT, Math.toIntExact(session().toMillis() / BEATS_PER_SESSION));
      config.putIfAbsent(ASSIGNORS, TopicwiseAssignor.class.getName());
    }
    return new MemberTerms(config, byBrokers.orElseGet(this::session));
  }

  /** The session that brokers watch over, where they share out the partitions. */
  private Optional<Duration> byBrokers(String group) {
    var sessions = new GroupSessions(kafka);
    Optional<Duration> chosen =
        switch (protocol) {
          case CLASSIC -> Optional.empty();
          case CONSUMER -> {
            Duration session = sessions.ask(group, session());
            LOG.info("Group {}: consumer protocol, session {}", group, session);
            yield Optional.of(session);
          }
          case AUTO ->
              sessions.consumer()
                  ? Optional.of(sessions.ask(group, session())).filter(each -> isShort(group, each))
                  : Optional.empty();
        };
    LOG.info("Group {} uses the {} protocol", group, chosen.isPresent() ? "consumer" : "classic");
    return chosen;
  }

  private boolean isShort(String group, Duration found) {
    boolean enough = found.compareTo(session()) <= 0;
    if (!enough) {
      LOG.info(
          "Brokers notice a lost member of {} after {} only: allow a shorter session with"
              + " group.consumer.min.session.timeout.ms for the consumer protocol",
          group,
          found);
    }
    return enough;
  }

  private Duration session() {
    return Duration.ofMillis(
        Long.parseLong(String.valueOf(kafka.getOrDefault(SESSION, SESSION_MS))));
  }
}
