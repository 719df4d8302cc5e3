package dev.sluice.client.actions;

import dev.sluice.client.SluiceClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that is connected when it is first needed, and tried again when that failed. */
final class ConnectedOnce implements AutoCloseable {

  private final Supplier<SluiceClient> connection;
  private @Nullable SluiceClient client;

  ConnectedOnce(Supplier<SluiceClient> connection) {
    this.connection = connection;
  }

  /**
   * The client.
   *
   * @throws dev.sluice.client.SluiceException if it can't be connected
   */
  synchronized SluiceClient client() {
    SluiceClient connected = client;
    if (connected == null) {
      connected = connection.get();
      client = connected;
    }
    return connected;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
