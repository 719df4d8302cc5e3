package dev.sluice.embedded.junit;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The embedded broker on a directory that is deleted afterwards. */
record EmbeddedCluster(EmbeddedBroker broker) implements RunningCluster {

  static EmbeddedCluster started() {
    try {
      Path directory = Files.createTempDirectory("sluice-test-kafka");
      return new EmbeddedCluster(EmbeddedBroker.start(EmbeddedBrokerConfig.in(directory)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() throws IOException {
    broker.close();
    try (Stream<Path> files = Files.walk(broker.dataDirectory())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
