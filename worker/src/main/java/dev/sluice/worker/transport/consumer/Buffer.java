package dev.sluice.worker.transport.consumer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of one partition that were polled, or given back, and are not handed out. */
final class Buffer {

  private final Deque<ConsumerRecord<byte[], byte[]>> fresh = new ArrayDeque<>();
  private final Deque<Again> again = new ArrayDeque<>();
  private long bytes;

  private record Again(ConsumerRecord<byte[], byte[]> record, long notBefore) {}

  private static int size(ConsumerRecord<byte[], byte[]> each) {
    return Math.max(0, each.serializedKeySize()) + Math.max(0, each.serializedValueSize());
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    fresh.add(record);
    bytes += size(record);
  }

  /** Not before this time. */
  void again(ConsumerRecord<byte[], byte[]> record, long notBefore) {
    again.add(new Again(record, notBefore));
    bytes += size(record);
  }

  /** As if it had not been taken. */
  void putBack(ConsumerRecord<byte[], byte[]> record) {
    fresh.addFirst(record);
    bytes += size(record);
  }

  /** What {@link #take} would give. */
  @Nullable ConsumerRecord<byte[], byte[]> next(long now) {
    Again first = again.peek();
    return first != null && now - first.notBefore() >= 0 ? first.record() : fresh.peek();
  }

  ConsumerRecord<byte[], byte[]> take(long now) {
    Again first = again.peek();
    ConsumerRecord<byte[], byte[]> taken =
        first != null && now - first.notBefore() >= 0 ? again.remove().record() : fresh.remove();
    bytes -= size(taken);
    return taken;
  }

  boolean isEmpty() {
    return fresh.isEmpty() && again.isEmpty();
  }

  int size() {
    return fresh.size() + again.size();
  }

  long bytes() {
    return bytes;
  }
}
