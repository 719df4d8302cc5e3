package dev.sluice.faults.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a broker, message by message, in a {@link Weather} that a test
 * changes. The broker has to advertise the proxy's address.
 */
public final class KafkaProxy implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final int brokerPort;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger swallowed = new AtomicInteger();
  private final Sky sky = new Sky();

  private KafkaProxy(ServerSocket server, int brokerPort) {
    this.server = server;
    this.brokerPort = brokerPort;
  }

  /** Starts a proxy for the broker that listens, or will listen, on this port of 127.0.0.1. */
  public static KafkaProxy to(int brokerPort) {
    try {
      var server = new ServerSocket(0, BACKLOG, InetAddress.getByName(HOST));
      var proxy = new KafkaProxy(server, brokerPort);
      Thread.ofPlatform().daemon().name("proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port where nobody listens now. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Its address, as {@code bootstrap.servers} wants it. */
  public String address() {
    return HOST + ":" + port();
  }

  /** Changes the weather for messages from now on; what was frozen arrives when it is fair. */
  public void weather(Weather now) {
    sky.change(now);
  }

  /** Breaks all connections. */
  public void hangUp() {
    connections.forEach(ProxiedConnection::close);
  }

  /** Answers that did not arrive. */
  public int swallowed() {
    return swallowed.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // closed, or the broker is away: the client sees its connection end
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      var connection = new ProxiedConnection(client, new Socket(HOST, brokerPort), sky, swallowed);
      connections.add(connection);
      connection.open(() -> connections.remove(connection));
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    weather(Weather.FAIR);
    hangUp();
  }
}
