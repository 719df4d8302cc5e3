package dev.sluice.worker.transport.share;

import dev.sluice.records.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins share groups. A group reads from its topics' end and what transactions may still abort
 * unless it is told otherwise before its first member joins, so it is told here; a group that is
 * not so is never joined, because it would pass over tasks.
 */
public final class ShareGroups {

  private static final Logger LOG = LoggerFactory.getLogger(ShareGroups.class);
  private static final long WAIT_SECONDS = 30;
  private static final long SEEN_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long SEEN_AGAIN_MS = 20;
  private static final String LOCK = "share.record.lock.duration.ms";
  private static final String DELIVERIES = "share.delivery.count.limit";
  // The most that brokers allow unless they are configured otherwise: after the last one a record
  // is dropped in silence.
  private static final String WANTED_DELIVERIES = "10";
  private static final int DEFAULT_DELIVERIES = 5;
  private static final String WINDOW = "share.partition.max.record.locks";
  // The most that brokers can be configured to allow, and the most that they allow by themselves.
  private static final List<String> WINDOWS = List.of("10000", "4000");
  private static final Map<String, String> REQUIRED =
      Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

  private final Map<String, Object> kafka;

  /**
   * @param kafka properties for all clients, with {@code bootstrap.servers}
   */
  public ShareGroups(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
  }

  /**
   * Joins a group.
   *
   * @param topics by the priority of what they hold
   * @param lock how long a delivery stays ours without being renewed; brokers allow 15 s to 60 s by
   *     default
   * @param deliveries how often brokers have to deliver a record before they drop it
   * @throws IllegalStateException if the brokers can't be asked, refuse the settings, allow fewer
   *     deliveries, or know no share groups
   */
  public ShareGroupTransport join(
      String group, String clientId, Map<Priority, String> topics, Duration lock, int deliveries) {
    Duration granted = configure(group, lock, deliveries);
    return new ShareGroupTransport(topics, new GroupLanes(kafka, group, clientId, granted));
  }

  /** For how long the group locks a delivery. */
  private Duration configure(String group, Duration lock, int deliveries) {
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try (Admin admin = Admin.create(kafka)) {
      List<AlterConfigOp> settings = new ArrayList<>();
      REQUIRED.forEach((key, value) -> settings.add(set(key, value)));
      settings.add(set(LOCK, Long.toString(lock.toMillis())));
      Map<String, String> altered = new HashMap<>();
      if (alter(admin, resource, settings)) {
        settings.forEach(
            each -> altered.put(each.configEntry().name(), each.configEntry().value()));
        if (raise(admin, resource, DELIVERIES, WANTED_DELIVERIES)) {
          altered.put(DELIVERIES, WANTED_DELIVERIES);
        }
        raiseWindow(admin, resource);
      }
      Config now = seen(admin, resource, altered);
      check(group, now);
      checkDeliveries(group, intOf(now, DELIVERIES, DEFAULT_DELIVERIES), deliveries);
      return Duration.ofMillis(intOf(now, LOCK, (int) lock.toMillis()));
    } catch (ExecutionException e) {
      throw refused(group, e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "No answer from the brokers at " + kafka.get("bootstrap.servers"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while joining share group " + group, e);
    }
  }

  /** False where this client may not alter the group. */
  private static boolean alter(Admin admin, ConfigResource group, List<AlterConfigOp> settings)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      await(admin.incrementalAlterConfigs(Map.of(group, settings)).all());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.info("Not allowed to configure share group {}: taking it as it is", group.name());
        return false;
      }
      throw e;
    }
  }

  /** On its own: brokers may be configured for fewer, and then theirs is good enough. */
  private static boolean raise(Admin admin, ConfigResource group, String key, String value)
      throws InterruptedException, TimeoutException {
    try {
      await(admin.incrementalAlterConfigs(Map.of(group, List.of(set(key, value)))).all());
      return true;
    } catch (ExecutionException e) {
      LOG.debug("{} does not get {}={}: {}", group.name(), key, value, e.toString());
      return false;
    }
  }

  /**
   * How far a partition's deliveries may go beyond its oldest open one: until a long task is leased
   * that is all there is for the others. Nothing depends on it.
   */
  private static void raiseWindow(Admin admin, ConfigResource group)
      throws InterruptedException, TimeoutException {
    for (String most : WINDOWS) {
      if (raise(admin, group, WINDOW, most)) {
        return;
      }
    }
  }

  /** The settings once the brokers know what was altered, which takes them a moment. */
  private static Config seen(Admin admin, ConfigResource group, Map<String, String> altered)
      throws ExecutionException, InterruptedException, TimeoutException {
    long from = System.nanoTime();
    while (true) {
      Config now = await(admin.describeConfigs(Set.of(group)).all()).get(group);
      boolean all =
          altered.entrySet().stream()
              .allMatch(each -> each.getValue().equals(valueOf(now, each.getKey())));
      if (all || System.nanoTime() - from > SEEN_WAIT_NANOS) {
        return now;
      }
      Thread.sleep(SEEN_AGAIN_MS);
    }
  }

  private static void check(String group, Config now) {
    REQUIRED.forEach((key, value) -> {
      String found = valueOf(now, key);
      if (!value.equals(found)) {
        throw new IllegalStateException(
            "Share group %s needs %s=%s and has %s: %s"
                .formatted(group, key, value, found, remedy(group)));
      }
    });
  }

  private static void checkDeliveries(String group, int found, int needed) {
    if (found < needed) {
      throw new IllegalStateException(
          "Share group %s needs %s=%d or more and has %d: raise it with kafka-configs.sh, or lower"
                  .formatted(group, DELIVERIES, needed, found)
              + " sluice.worker.max-lost to "
              + Math.max(1, found - 2));
    }
  }

  private static IllegalStateException refused(String group, Throwable cause) {
    String what =
        switch (cause) {
          case UnsupportedVersionException old ->
              "The brokers know no share groups, and sluice.worker.transport=share needs them:"
                  + " brokers 4.2 or newer";
          case AuthorizationException denied ->
              "Not allowed to see the settings of share group " + group + ": " + remedy(group);
          default -> "Share group " + group + " can't be configured";
        };
    return new IllegalStateException(what + ": " + cause.getMessage(), cause);
  }

  private static String remedy(String group) {
    return "allow the worker AlterConfigs and DescribeConfigs on it, or run kafka-configs.sh"
        + " --bootstrap-server <brokers> --alter --entity-type groups --entity-name "
        + group
        + " --add-config share.auto.offset.reset=earliest,share.isolation.level=read_committed"
        + " and allow the worker DescribeConfigs";
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  private static @Nullable String valueOf(Config config, String key) {
    ConfigEntry entry = config.get(key);
    return entry == null ? null : entry.value();
  }

  private static int intOf(Config config, String key, int otherwise) {
    String value = valueOf(config, key);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
