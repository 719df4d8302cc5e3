package dev.sluice.cli.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What happens when one connects to an address: Kafka's clients only say that nobody answered. */
final class Connection {

  private static final int TIMEOUT_MS = 2_000;

  private Connection() {}

  /** One or two words, after the address. */
  static String tried(String address) {
    int colon = address.lastIndexOf(':');
    InetSocketAddress target;
    try {
      target =
          new InetSocketAddress(
              address.substring(0, Math.max(colon, 0)),
              Integer.parseInt(address.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return "is no HOST:PORT";
    }
    if (target.isUnresolved()) {
      return "has a host name that nobody knows";
    }
    try (Socket socket = new Socket()) {
      socket.connect(target, TIMEOUT_MS);
      return "is open, but does not speak Kafka with us";
    } catch (ConnectException e) {
      return "refuses connections";
    } catch (SocketTimeoutException e) {
      return "can't be reached (a firewall?)";
    } catch (IOException e) {
      return "can't be reached: " + e.getMessage();
    }
  }
}
