package dev.sluice.scheduler;

import dev.sluice.scheduler.wire.Outbound;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** The topic that a record was encoded for. */
final class TopicOfRecord implements TopicNameExtractor<byte[], Outbound> {

  @Override
  public String extract(byte[] key, Outbound value, RecordContext recordContext) {
    return value.topic();
  }

  /** Part of the topology's description, so always the same. */
  @Override
  public String toString() {
    return "topic of the record";
  }
}
