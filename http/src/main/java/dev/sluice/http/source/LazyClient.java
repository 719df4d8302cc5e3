package dev.sluice.http.source;

import dev.sluice.client.SluiceClient;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that connects when it is needed first, and again if that failed. */
public final class LazyClient implements Supplier<SluiceClient>, AutoCloseable {

  private final Supplier<SluiceClient> connect;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SluiceClient client;

  public LazyClient(Supplier<SluiceClient> connect) {
    this.connect = connect;
  }

  @Override
  public SluiceClient get() {
    lock.lock();
    try {
      if (client == null) {
        client = connect.get();
      }
      return client;
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
      }
    } finally {
      lock.unlock();
    }
  }
}
