package dev.sluice.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

  @TempDir Path temporary;

  @Test
  void aRestartOnTheSameDirectoryKeepsTheRecordsAndGetsOtherPorts() throws Exception {
    String firstAddress;
    try (EmbeddedBroker broker = start(temporary)) {
      firstAddress = broker.bootstrapServers();
      Records.createTopic(firstAddress, "kept");
      Records.publish(firstAddress, "kept", "one");
    }

    try (EmbeddedBroker broker = start(temporary)) {
      assertThat(broker.bootstrapServers()).isNotEqualTo(firstAddress);
      Records.publish(broker.bootstrapServers(), "kept", "two");
      assertThat(Records.take(broker.bootstrapServers(), "kept", 2)).containsExactly("one", "two");
    }
  }

  @Test
  void aSecondBrokerOfThisProcessIsKeptOutAndTheFirstGoesOn() throws Exception {
    try (EmbeddedBroker broker = start(temporary)) {
      assertThatThrownBy(() -> start(temporary.resolve("..").resolve(temporary.getFileName())))
          .isInstanceOf(EmbeddedBrokerException.class)
          .hasMessage(
              "data directory %s is in use by this process: stop it or choose another directory",
              temporary);
      Records.createTopic(broker.bootstrapServers(), "alive");
    }
  }

  @Test
  void aBrokerOfAnotherProcessKeepsThisOneOutUntilItIsKilled() throws Exception {
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                temporary.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String address = other.inputReader(UTF_8).readLine();
      Records.createTopic(address, "kept");
      Records.publish(address, "kept", "accepted");
      assertThatThrownBy(() -> start(temporary))
          .isInstanceOf(EmbeddedBrokerException.class)
          .hasMessage(
              "data directory %s is in use by process %d: stop it or choose another directory",
              temporary, other.pid());
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();

    Instant restarted = Instant.now();
    EmbeddedBrokerConfig longSession =
        EmbeddedBrokerConfig.in(temporary).withBrokerSetting("broker.session.timeout.ms", "55000");
    try (EmbeddedBroker broker = EmbeddedBroker.start(longSession)) {
      assertThat(Duration.between(restarted, Instant.now()))
          .as("without waiting until the session of the killed broker has expired")
          .isLessThan(Duration.ofSeconds(45));
      Records.publish(broker.bootstrapServers(), "kept", "later");
      assertThat(Records.take(broker.bootstrapServers(), "kept", 2))
          .containsExactly("accepted", "later");
    }
  }

  @Test
  void aDamagedIdentityIsNamedWithItsFile() throws Exception {
    Path identity = Files.createDirectories(temporary.resolve("kafka")).resolve("meta.properties");
    Files.writeString(identity, "version=1\nnode.id=7\n");

    assertThatThrownBy(() -> start(temporary))
        .isInstanceOf(EmbeddedBrokerException.class)
        .hasMessageContaining(temporary.toString())
        .hasMessageContaining(identity.toString())
        .hasMessageContaining("must have version=1, node.id=1 and a cluster.id");
  }

  @Test
  void logsWithoutAnIdentityAreNotFormattedAgain() throws Exception {
    Files.createDirectories(temporary.resolve("kafka").resolve("some-topic-0"));

    assertThatThrownBy(() -> start(temporary))
        .isInstanceOf(EmbeddedBrokerException.class)
        .hasMessageContaining("is missing although there are logs");
  }

  @Test
  void aFailedStartLeavesTheDirectoryFree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      EmbeddedBrokerConfig config =
          EmbeddedBrokerConfig.in(temporary).withPort(taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedBroker.start(config))
          .isInstanceOf(EmbeddedBrokerException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("choose another port");
    }
    start(temporary).close();
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> start(file.resolve("below")))
        .isInstanceOf(EmbeddedBrokerException.class)
        .hasMessageStartingWith("data directory " + file.resolve("below"));
  }

  @Test
  void onlyTheOwnerSeesTheData() throws IOException {
    Path root = temporary.resolve("new");
    DataDirectory directory = DataDirectory.prepared(root);

    for (Path created : new Path[] {root, directory.logs()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(created)))
          .isEqualTo("rwx------");
    }
  }

  private static EmbeddedBroker start(Path directory) {
    return EmbeddedBroker.start(EmbeddedBrokerConfig.in(directory));
  }
}
