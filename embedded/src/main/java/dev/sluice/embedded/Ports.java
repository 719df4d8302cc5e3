package dev.sluice.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The two ports of one start. They may differ from those of the start before. */
record Ports(int client, int controller) {

  static final String HOST = "127.0.0.1";
  static final int HIGHEST = 65_535;

  /**
   * Free ports, both held open until both are known. Another process may still take one before
   * Kafka binds it, so starting tries again with others.
   *
   * @param wantedClient the client port to use, 0 for any free one
   */
  static Ports free(int wantedClient) {
    try (ServerSocket controller = bound();
        ServerSocket client = bound()) {
      return new Ports(
          wantedClient == 0 ? client.getLocalPort() : wantedClient, controller.getLocalPort());
    } catch (IOException e) {
      throw new EmbeddedBrokerException("no free port on " + HOST + ": " + e.getMessage(), e);
    }
  }

  /** Whether nobody can listen there. */
  static boolean impossible(int port) {
    return port < 1 || port > HIGHEST;
  }

  private static ServerSocket bound() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName(HOST));
  }
}
