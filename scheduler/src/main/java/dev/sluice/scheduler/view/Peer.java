package dev.sluice.scheduler.view;

import java.util.Objects;

/** Another scheduler of the group, where Kafka Streams says that it answers. */
public record Peer(String host, int port) {

  public Peer {
    Objects.requireNonNull(host, "host");
  }

  /** host:port, as in a URL. */
  public String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
