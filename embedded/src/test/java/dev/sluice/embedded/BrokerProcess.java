package dev.sluice.embedded;

import java.nio.file.Path;

/** A broker in a process of its own: prints its address and stays until it is killed. */
final class BrokerProcess {

  private BrokerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(Path.of(args[0])))) {
      System.out.println(broker.bootstrapServers());
      Thread.currentThread().join();
    }
  }
}
