package dev.sluice.worker.transport.share;

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
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins share groups. A group reads from its topics' end and what transactions may still abort
 * unless it is told otherwise before its first member joins, so it is told here.
 */
public final class ShareGroups {

  private static final Logger LOG = LoggerFactory.getLogger(ShareGroups.class);
  private static final long WAIT_SECONDS = 30;
  private static final String LOCK = "share.record.lock.duration.ms";
  private static final String DELIVERIES = "share.delivery.count.limit";
  private static final int DEFAULT_DELIVERIES = 5;
  private static final int MOST_RECORDS = 500;

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
   * @param lock how long a delivery stays ours without being renewed; brokers allow 15 s to 60 s by
   *     default
   * @throws IllegalStateException if the brokers can't be asked, refuse the settings, or know no
   *     share groups
   */
  public ShareGroupTransport join(
      String group, String clientId, Set<String> topics, Duration lock) {
    ShareGroupLimits limits = configure(group, lock);
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent("fetch.max.wait.ms", 100);
    config.put("group.id", group);
    config.putIfAbsent("client.id", clientId);
    config.put("share.acknowledgement.mode", "explicit");
    config.put("share.acquire.mode", "record_limit");
    config.put("max.poll.records", MOST_RECORDS);
    // A worker whose slots are full does not poll; its intake thread is watched by the worker.
    config.put("max.poll.interval.ms", Integer.MAX_VALUE);
    var consumer =
        new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return new ShareGroupTransport(consumer, topics, limits);
  }

  private ShareGroupLimits configure(String group, Duration lock) {
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try (Admin admin = Admin.create(kafka)) {
      List<AlterConfigOp> settings = new ArrayList<>();
      settings.add(set("share.auto.offset.reset", "earliest"));
      settings.add(set("share.isolation.level", "read_committed"));
      settings.add(set(LOCK, Long.toString(lock.toMillis())));
      await(admin.incrementalAlterConfigs(Map.of(resource, settings)).all());
      Config now = await(admin.describeConfigs(Set.of(resource)).all()).get(resource);
      return new ShareGroupLimits(
          intOf(now, DELIVERIES, DEFAULT_DELIVERIES),
          Duration.ofMillis(intOf(now, LOCK, (int) lock.toMillis())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.warn(
            "Not allowed to configure share group {}: give it share.auto.offset.reset=earliest and"
                + " share.isolation.level=read_committed with kafka-configs.sh --group {} --alter",
            group,
            group);
        return new ShareGroupLimits(DEFAULT_DELIVERIES, lock);
      }
      throw new IllegalStateException(
          "Share group " + group + " can't be configured: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "No answer from the brokers at " + kafka.get("bootstrap.servers"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while joining share group " + group, e);
    }
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  private static int intOf(Config config, String key, int otherwise) {
    ConfigEntry entry = config.get(key);
    return entry == null || entry.value() == null ? otherwise : Integer.parseInt(entry.value());
  }
}
