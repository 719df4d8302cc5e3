package dev.sluice.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Names for workers that were given none. */
final class WorkerIds {

  private WorkerIds() {}

  /** Host name, process id and a few random letters: unique, and tells where to look. */
  static String generated() {
    return host()
        + "-"
        + ProcessHandle.current().pid()
        + "-"
        + UUID.randomUUID().toString().substring(0, 4);
  }

  /** The name of this machine, or {@code unknown}. */
  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
