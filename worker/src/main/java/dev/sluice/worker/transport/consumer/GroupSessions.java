package dev.sluice.worker.transport.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the brokers say of groups: which kinds they know, and after which time without a sign of
 * life a member of a KIP-848 group is lost, which is theirs to say.
 */
public final class GroupSessions {

  private static final Logger LOG = LoggerFactory.getLogger(GroupSessions.class);
  private static final String SESSION = "consumer.session.timeout.ms";
  private static final String HEARTBEAT = "consumer.heartbeat.interval.ms";
  private static final int BEATS_PER_SESSION = 10;
  private static final long WAIT_SECONDS = 30;
  private static final long SEEN_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SEEN_AGAIN_MS = 20;

  private final Map<String, Object> kafka;

  /**
   * @param kafka properties for all clients, with {@code bootstrap.servers}
   */
  public GroupSessions(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
  }

  /**
   * Whether the brokers have share groups, as 4.2 and newer do.
   *
   * @throws IllegalStateException if they don't answer
   */
  public boolean share() {
    return supports("share.version");
  }

  /** Whether they have groups that share partitions by KIP-848. */
  boolean consumer() {
    return supports("group.version");
  }

  private boolean supports(String feature) {
    try (Admin admin = Admin.create(kafka)) {
      FinalizedVersionRange range =
          await(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(feature);
      return range != null && range.maxVersionLevel() >= 1;
    } catch (ExecutionException e) {
      LOG.info("The brokers don't say what they support: {}", e.getCause().toString());
      return false;
    }
  }

  /**
   * Asks for this session, and says what the group has. Brokers refuse what is shorter than their
   * {@code group.consumer.min.session.timeout.ms}, 45 s by default.
   */
  Duration ask(String group, Duration session) {
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try (Admin admin = Admin.create(kafka)) {
      boolean set = set(admin, resource, HEARTBEAT, session.dividedBy(BEATS_PER_SESSION));
      set &= set(admin, resource, SESSION, session);
      return seen(admin, resource, set ? session : Duration.ZERO);
    } catch (ExecutionException e) {
      LOG.info("The session of {} is not known: {}", group, e.getCause().toString());
      return Duration.ofMillis(Long.MAX_VALUE);
    }
  }

  private boolean set(Admin admin, ConfigResource group, String key, Duration value) {
    var entry = new ConfigEntry(key, Long.toString(value.toMillis()));
    var operation = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
    try {
      await(admin.incrementalAlterConfigs(Map.of(group, List.of(operation))).all());
      return true;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      LOG.info(
          "{} keeps the {} that it has{}",
          group.name(),
          key,
          cause instanceof InvalidConfigurationException ? "" : ": " + cause);
      return false;
    }
  }

  /** What was set is seen a moment later. */
  private Duration seen(Admin admin, ConfigResource group, Duration set) throws ExecutionException {
    long from = System.nanoTime();
    while (true) {
      Config now = await(admin.describeConfigs(Set.of(group)).all()).get(group);
      ConfigEntry entry = now.get(SESSION);
      long found = entry == null ? Long.MAX_VALUE : Long.parseLong(entry.value());
      if (set.isZero() || found == set.toMillis() || System.nanoTime() - from > SEEN_WAIT_NANOS) {
        return Duration.ofMillis(found);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(SEEN_AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while joining a group", e);
    }
  }

  private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "No answer from the brokers at " + kafka.get("bootstrap.servers"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the brokers", e);
    }
  }
}
