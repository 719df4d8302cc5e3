package dev.sluice.client.actions;

import dev.sluice.client.SluiceClient;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that is connected when it is first needed, and tried again when that failed. A lock and
 * no monitor: who waits for brokers on a virtual thread has to let its carrier go.
 */
final class ConnectedOnce implements AutoCloseable {

  private final Supplier<SluiceClient> connection;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SluiceClient client;

  ConnectedOnce(Supplier<SluiceClient> connection) {
    this.connection = connection;
  }

  /**
   * The client.
   *
   * @throws dev.sluice.client.SluiceException if it can't be connected
   */
  SluiceClient client() {
    lock.lock();
    try {
      SluiceClient connected = client;
      if (connected == null) {
        connected = connection.get();
        client = connected;
      }
      return connected;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (client != null) {
        client.close();
        client = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
