package dev.sluice.scheduler.cache;

import dev.sluice.core.ledger.Effect.CacheOutput;
import dev.sluice.records.CachedOutput;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.schemas.serde.RecordCodec;
import java.util.Optional;

/** Encodes entries of the results cache. */
public final class CacheWriter {

  private final String topic;
  private final RecordCodec<CachedOutput> codec;
  private final RecordSizes sizes;

  public CacheWriter(String topic, RecordCodec<CachedOutput> codec, RecordSizes sizes) {
    this.topic = topic;
    this.codec = codec;
    this.sizes = sizes;
  }

  /** The record of an entry; none if it does not fit into its topic. */
  public Optional<Keyed> write(CacheOutput effect) {
    var record =
        new CachedOutput(
            effect.key(),
            effect.entry().batchId(),
            effect.entry().taskId(),
            Words.buffer(effect.entry().output()),
            Words.type(effect.entry().output()),
            effect.entry().createdAt(),
            effect.entry().expiresAt());
    Keyed keyed =
        Keyed.of(effect.key(), new Outbound(topic, codec.encode(topic, record), effect.key()));
    return sizes.fits(keyed) ? Optional.of(keyed) : Optional.empty();
  }
}
