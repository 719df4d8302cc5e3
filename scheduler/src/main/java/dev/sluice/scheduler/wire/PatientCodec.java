package dev.sluice.scheduler.wire;

import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A codec that waits for a registry that is away. Gives up after a bounded time by letting {@link
 * RegistryUnavailableException} through: the thread is replaced and reads the same record again, so
 * nothing is lost and no good record is taken for a bad one.
 */
final class PatientCodec<T extends SluiceRecord> implements RecordCodec<T> {

  private static final Logger log = LoggerFactory.getLogger(PatientCodec.class);

  private final RecordCodec<T> codec;
  private final Patience patience;

  PatientCodec(RecordCodec<T> codec, Patience patience) {
    this.codec = codec;
    this.patience = patience;
  }

  @Override
  public byte[] encode(String topic, T record) {
    for (int failures = 0; ; ) {
      try {
        return codec.encode(topic, record);
      } catch (RegistryUnavailableException away) {
        failures++;
        waitAfter(failures, topic, away);
      }
    }
  }

  @Override
  public T decode(String topic, byte[] bytes) throws UndecodableRecordException {
    for (int failures = 0; ; ) {
      try {
        return codec.decode(topic, bytes);
      } catch (RegistryUnavailableException away) {
        failures++;
        waitAfter(failures, topic, away);
      }
    }
  }

  private void waitAfter(int failures, String topic, RegistryUnavailableException away) {
    if (failures == 1) {
      log.warn("The schema registry is away, {} waits: {}", topic, away.getMessage());
    }
    if (!patience.waitedAfter(failures)) {
      throw away;
    }
  }
}
