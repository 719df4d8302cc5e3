package dev.sluice.scheduler.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes the store of each partition: on disk, with a changelog, without Streams' own cache. */
public final class LedgerStoreBuilder implements StoreBuilder<LedgerStore> {

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> rows;

  /**
   * @param changelog settings of the changelog topic
   */
  public LedgerStoreBuilder(String name, Map<String, String> changelog) {
    rows =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(changelog);
  }

  @Override
  public LedgerStore build() {
    return new LedgerStore(rows.build());
  }

  @Override
  public StoreBuilder<LedgerStore> withCachingEnabled() {
    return this; // it holds back what pays, always
  }

  @Override
  public StoreBuilder<LedgerStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<LedgerStore> withLoggingEnabled(Map<String, String> config) {
    rows.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<LedgerStore> withLoggingDisabled() {
    rows.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return rows.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return rows.loggingEnabled();
  }

  @Override
  public String name() {
    return rows.name();
  }
}
