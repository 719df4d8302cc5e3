package dev.sluice.worker.transport.share;

import dev.sluice.worker.transport.share.ShareGroupTransport.LostLocks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sessions with a share group, each over a consumer of its own. */
record GroupLanes(Map<String, Object> kafka, String group, String clientId, Duration lock)
    implements ShareGroupTransport.Lanes {

  private static final int MOST_RECORDS = 500;

  @Override
  public ShareLane member(Set<String> topics, LostLocks lost) {
    return lane(
        clientId, consumer -> ShareLane.member(consumer, topics, lock, System::nanoTime, lost));
  }

  @Override
  public ShareLane beside(String topic, LostLocks lost) {
    return lane(
        clientId + "-" + topic,
        consumer -> ShareLane.beside(consumer, Set.of(topic), lock, System::nanoTime, lost));
  }

  private ShareLane lane(
      String name, Function<KafkaShareConsumer<byte[], byte[]>, ShareLane> made) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent("fetch.max.wait.ms", 100);
    config.put("group.id", group);
    config.putIfAbsent("client.id", name);
    config.put("share.acknowledgement.mode", "explicit");
    config.put("share.acquire.mode", "record_limit");
    config.put("max.poll.records", MOST_RECORDS);
    // A worker whose slots are full does not poll; its intake thread is watched by the worker.
    config.put("max.poll.interval.ms", Integer.MAX_VALUE);
    var consumer =
        new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      return made.apply(consumer);
    } catch (RuntimeException | Error e) {
      consumer.close();
      throw e;
    }
  }
}
