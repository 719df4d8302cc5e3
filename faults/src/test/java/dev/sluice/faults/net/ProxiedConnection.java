package dev.sluice.faults.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;

/** A client's connection through the proxy, and what it has asked and was not answered. */
final class ProxiedConnection implements AutoCloseable {

  private final Socket client;
  private final Socket broker;
  private final Sky sky;
  private final AtomicInteger swallowed;
  private final Map<Integer, ApiKeys> asked = new ConcurrentHashMap<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  ProxiedConnection(Socket client, Socket broker, Sky sky, AtomicInteger swallowed) {
    this.client = client;
    this.broker = broker;
    this.sky = sky;
    this.swallowed = swallowed;
  }

  void open(Runnable ended) throws IOException {
    var requests = new Lane(from(client), to(broker), this::request);
    var answers = new Lane(from(broker), to(client), this::answer);
    start(() -> requests.read(sky), ended);
    start(() -> requests.deliver(sky), ended);
    start(() -> answers.read(sky), ended);
    start(() -> answers.deliver(sky), ended);
  }

  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  private void start(Part part, Runnable ended) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("proxy-lane")
            .unstarted(() -> {
              try {
                part.run();
              } catch (IOException e) {
                // one side has hung up, which hangs up the other
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                close();
                ended.run();
              }
            });
    threads.add(thread);
    thread.start();
  }

  /** A request begins with its kind, the version of that and its own number. */
  private boolean request(byte[] request) {
    ByteBuffer header = ByteBuffer.wrap(request);
    ApiKeys kind = ApiKeys.forId(header.getShort());
    header.getShort();
    asked.put(header.getInt(), kind);
    return false;
  }

  private boolean answer(byte[] answer) {
    ApiKeys kind = asked.remove(ByteBuffer.wrap(answer).getInt());
    boolean lost = kind != null && sky.now().swallowed().contains(kind);
    if (lost) {
      swallowed.incrementAndGet();
    }
    return lost;
  }

  private static DataInputStream from(Socket socket) throws IOException {
    return new DataInputStream(socket.getInputStream());
  }

  private static DataOutputStream to(Socket socket) throws IOException {
    return new DataOutputStream(socket.getOutputStream());
  }

  @Override
  public void close() {
    try (client;
        broker) {
      asked.clear();
    } catch (IOException e) {
      // nobody uses it any more
    }
    threads.forEach(Thread::interrupt);
  }
}
