package dev.sluice.worker.transport.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the brokers say of groups: which kinds they know, and after which time without a sign of
 * life a member of a KIP-848 group is lost, which is theirs to say. All members of a group must
 * come to the same conclusion. So only what brokers really say counts: where they don't answer
 * nothing is concluded from that, and what they have accepted counts before they show it.
 */
public final class GroupSessions {

  private static final Logger LOG = LoggerFactory.getLogger(GroupSessions.class);
  private static final String SESSION = "consumer.session.timeout.ms";
  private static final String HEARTBEAT = "consumer.heartbeat.interval.ms";
  private static final int BEATS_PER_SESSION = 10;
  private static final long WAIT_SECONDS = 30;
  private static final long SEEN_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SEEN_AGAIN_MS = 20;
  private static final Duration UNKNOWN = Duration.ofMillis(Long.MAX_VALUE);

  private final Supplier<Admin> admins;
  private final String brokers;

  /**
   * @param kafka properties for all clients, with {@code bootstrap.servers}
   */
  public GroupSessions(Map<String, Object> kafka) {
    this(() -> Admin.create(Map.copyOf(kafka)), String.valueOf(kafka.get("bootstrap.servers")));
  }

  GroupSessions(Supplier<Admin> admins, String brokers) {
    this.admins = admins;
    this.brokers = brokers;
  }

  /**
   * Whether the brokers have share groups, as 4.2 and newer do.
   *
   * @throws IllegalStateException if they don't answer
   */
  public boolean share() {
    return supports("share.version");
  }

  /**
   * Whether they have groups that share partitions by KIP-848.
   *
   * @throws IllegalStateException if they don't answer
   */
  boolean consumer() {
    return supports("group.version");
  }

  private boolean supports(String feature) {
    try (Admin admin = admins.get()) {
      FinalizedVersionRange range =
          await(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(feature);
      return range != null && range.maxVersionLevel() >= 1;
    } catch (ApiException e) {
      LOG.info("The brokers don't say what they support: {}", e.toString());
      return false;
    }
  }

  /**
   * Asks for this session, and says what the group has. Brokers refuse what is shorter than their
   * {@code group.consumer.min.session.timeout.ms}, 45 s by default.
   *
   * @throws IllegalStateException if they don't answer
   */
  Duration ask(String group, Duration session) {
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try (Admin admin = admins.get()) {
      set(admin, resource, HEARTBEAT, session.dividedBy(BEATS_PER_SESSION));
      if (set(admin, resource, SESSION, session)) {
        awaitSeen(admin, resource, session);
        return session;
      }
      return session(admin, resource);
    } catch (ApiException e) {
      LOG.info("The session of {} is not known: {}", group, e.toString());
      return UNKNOWN;
    }
  }

  private boolean set(Admin admin, ConfigResource group, String key, Duration value) {
    var entry = new ConfigEntry(key, Long.toString(value.toMillis()));
    var operation = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
    try {
      await(admin.incrementalAlterConfigs(Map.of(group, List.of(operation))).all());
      return true;
    } catch (ApiException e) {
      LOG.info(
          "{} keeps the {} that it has{}",
          group.name(),
          key,
          e instanceof InvalidConfigurationException ? "" : ": " + e);
      return false;
    }
  }

  /** Until then a member that joins gets the session of before, and may keep it for long. */
  private void awaitSeen(Admin admin, ConfigResource group, Duration set) {
    long from = System.nanoTime();
    while (!session(admin, group).equals(set)) {
      if (System.nanoTime() - from > SEEN_WAIT_NANOS) {
        LOG.info("{} does not show the session of {} yet that it was given", group.name(), set);
        return;
      }
      pause();
    }
  }

  private Duration session(Admin admin, ConfigResource group) {
    Config now = await(admin.describeConfigs(Set.of(group)).all()).get(group);
    ConfigEntry entry = now.get(SESSION);
    return entry == null ? UNKNOWN : Duration.ofMillis(Long.parseLong(entry.value()));
  }

  private static void pause() {
    try {
      Thread.sleep(SEEN_AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while joining a group", e);
    }
  }

  /**
   * @throws ApiException if the brokers refuse it
   * @throws IllegalStateException if they don't answer, or can't for now
   */
  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refused
          && !(refused instanceof RetriableException)) {
        throw refused;
      }
      throw unanswered(e.getCause());
    } catch (TimeoutException e) {
      throw unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the brokers", e);
    }
  }

  private IllegalStateException unanswered(Throwable why) {
    return new IllegalStateException("No answer from the brokers at " + brokers, why);
  }
}
