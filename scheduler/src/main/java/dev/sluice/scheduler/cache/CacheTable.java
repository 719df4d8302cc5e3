package dev.sluice.scheduler.cache;

import dev.sluice.records.CachedOutput;
import dev.sluice.scheduler.wire.Nodes;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this scheduler's copy of the results cache: the bytes of the topic as they are, because a
 * schema registry that is away must not stop the thread that reads for all. Streams' global
 * processors have no ticks, so each entry that comes lets two others be looked at whose time may be
 * over: the copy stays about as large as what is of use.
 */
public final class CacheTable implements Processor<byte[], byte[], Void, Void> {

  private static final int LOOKED_AT = 2;
  private static final long MICROS_PER_MILLI = 1000;

  private final String topic;
  private final RecordCodec<CachedOutput> codec;

  // Set by init, which Streams calls before anything else.
  private KeyValueStore<Bytes, byte[]> entries;
  private @Nullable Bytes next;

  /**
   * @param codec does not wait for a registry
   */
  public CacheTable(String topic, RecordCodec<CachedOutput> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  static Bytes key(String key) {
    return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    entries = context.getStateStore(Nodes.CACHE_STORE);
    next = null;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      return; // nobody could ask for it
    }
    Bytes key = Bytes.wrap(record.key());
    if (record.value() == null) {
      entries.delete(key);
    } else {
      entries.put(key, record.value());
      forgetSome(record.timestamp() * MICROS_PER_MILLI);
    }
  }

  private void forgetSome(long now) {
    List<Bytes> useless = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> some = entries.range(next, null)) {
      for (int i = 0; i < LOOKED_AT && some.hasNext(); i++) {
        KeyValue<Bytes, byte[]> entry = some.next();
        if (uselessFrom(entry.value) <= now) {
          useless.add(entry.key);
        }
      }
      next = some.hasNext() ? some.peekNextKey() : null;
    }
    useless.forEach(entries::delete);
  }

  private long uselessFrom(byte[] entry) {
    try {
      return codec.decode(topic, entry).getExpiresAt();
    } catch (UndecodableRecordException e) {
      return 0;
    } catch (RegistryUnavailableException away) {
      return Long.MAX_VALUE; // perhaps the next time round
    }
  }
}
