package dev.sluice.benchmarks.site;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The embedded broker in a process of its own: prints its address, ends with its input. */
final class LeashedBroker {

  static final String ADDRESS = "bootstrap.servers=";

  private LeashedBroker() {}

  public static void main(String[] args) {
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(Path.of(args[0])));
    Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    broker.createInternalTopics(admin);
    System.out.println(ADDRESS + broker.bootstrapServers());
    Leash.awaitEnd();
    Runtime.getRuntime().halt(0); // its data is thrown away, nothing has to be closed in order
  }
}
