package dev.sluice.scheduler.cache;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes entries of the results cache when somebody asks for them. */
public final class CacheReader {

  private static final Logger log = LoggerFactory.getLogger(CacheReader.class);

  private final String topic;
  private final RecordCodec<dev.sluice.records.CachedOutput> codec;

  public CacheReader(String topic, RecordCodec<dev.sluice.records.CachedOutput> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  /** The entry under a key; null if there is none, or none that this version can read. */
  public @Nullable CachedOutput find(String key, ReadOnlyKeyValueStore<Bytes, byte[]> entries) {
    byte[] bytes = entries.get(CacheTable.key(key));
    if (bytes == null) {
      return null;
    }
    try {
      dev.sluice.records.CachedOutput record = codec.decode(topic, bytes);
      return record.getKey().equals(key) ? entry(record) : null;
    } catch (UndecodableRecordException e) {
      log.debug("What {} has under {} is skipped: {}", topic, key, e.getMessage());
      return null;
    }
  }

  private static CachedOutput entry(dev.sluice.records.CachedOutput record) {
    return new CachedOutput(
        record.getBatchId(),
        record.getTaskId(),
        Words.content(record.getOutput(), record.getOutputContentType()),
        record.getCreatedAt(),
        record.getExpiresAt());
  }
}
