package dev.sluice.scheduler.release;

import dev.sluice.core.task.Priority;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.scheduler.workforce.PartitionSlots;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** How releases are spread, whatever task of Kafka Streams they come from. */
public final class SpreadTerms {

  private final ReleaseBalance balance;
  private final Topics topics;
  private final int partitions;
  private final PartitionSlots slots;
  private final long seed;
  private final Map<String, Line> lines = new HashMap<>();

  private record Line(String pool, Priority priority) {}

  /**
   * @param slots asked where the weights are those of the workers
   * @param seed of what is left to chance
   */
  public SpreadTerms(
      ReleaseBalance balance, TopicCatalogue catalogue, PartitionSlots slots, long seed) {
    this.balance = balance;
    this.topics = catalogue.names();
    this.partitions = catalogue.partitions();
    this.slots = slots;
    this.seed = seed;
    for (String pool : catalogue.pools()) {
      for (Priority priority : Priority.values()) {
        lines.put(topic(pool, priority), new Line(pool, priority));
      }
    }
  }

  /** The choices of a task of Kafka Streams, from nothing. */
  public ReleaseSpread of(int streamsPartition) {
    return new ReleaseSpread(this, streamsPartition);
  }

  /** Where the tasks of a pool and a priority are released. */
  public String topic(String pool, Priority priority) {
    return topics.release(pool, Words.toAvro(priority));
  }

  ReleaseBalance balance() {
    return balance;
  }

  int partitions() {
    return partitions;
  }

  long seed() {
    return seed;
  }

  /** Slots of each partition; what nobody reads counts least, and all alike if nobody reads any. */
  long[] weights(String topic) {
    Line line = lines.get(topic);
    long[] known =
        line == null ? new long[partitions] : slots.slots(line.pool(), line.priority(), partitions);
    return LongStream.of(known).map(slot -> Math.max(1, slot)).toArray();
  }
}
