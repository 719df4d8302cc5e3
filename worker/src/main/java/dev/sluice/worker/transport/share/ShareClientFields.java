package dev.sluice.worker.transport.share;

import java.lang.reflect.Field;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Two private things of the share consumer of kafka-clients 4.3: the fetch that acknowledgements
 * are taken from, so that records can stay unacknowledged while more are polled, and the number of
 * records that the next request asks for, which is otherwise fixed for a consumer's life. Used by
 * the thread that owns the consumer.
 */
final class ShareClientFields {

  private final Object delegate;
  private final Field currentFetch;
  private final Object requestConfig;
  private final Field maxRecords;

  /**
   * @throws IllegalStateException if this is another kafka-clients than the one this was written
   *     for
   */
  ShareClientFields(KafkaShareConsumer<byte[], byte[]> consumer) {
    try {
      delegate = read(consumer, "delegate");
      currentFetch = field(delegate, "currentFetch");
      Object network = read(read(delegate, "applicationEventHandler"), "networkThread");
      Optional<?> fetching =
          (Optional<?>) read(requestManagers(network), "shareConsumeRequestManager");
      requestConfig = read(fetching.orElseThrow(), "shareFetchConfig");
      maxRecords = field(requestConfig, "maxPollRecords");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "sluice.worker.transport=share needs kafka-clients 4.3, found "
              + AppInfoParser.getVersion()
              + " on the class path",
          e);
    }
  }

  @SuppressWarnings("unchecked")
  ShareFetch<byte[], byte[]> fetch() {
    try {
      return (ShareFetch<byte[], byte[]>) currentFetch.get(delegate);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  void fetch(ShareFetch<byte[], byte[]> fetch) {
    try {
      currentFetch.set(delegate, fetch);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seen by the network thread with the next event that the consumer hands to it. */
  void maxRecords(int most) {
    try {
      maxRecords.setInt(requestConfig, most);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The network thread makes them when it starts. */
  private static Object requestManagers(Object network) throws ReflectiveOperationException {
    Field field = field(network, "requestManagers");
    long giveUp = System.nanoTime() + 10_000_000_000L;
    while (field.get(network) == null && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    return field.get(network);
  }

  private static Object read(Object owner, String name) throws ReflectiveOperationException {
    return field(owner, name).get(owner);
  }

  private static Field field(Object owner, String name) throws NoSuchFieldException {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (RuntimeException e) {
      throw (NoSuchFieldException) new NoSuchFieldException(name).initCause(e);
    }
  }
}
