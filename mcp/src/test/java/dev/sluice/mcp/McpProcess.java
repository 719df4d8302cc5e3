package dev.sluice.mcp;

import io.modelcontextprotocol.client.transport.ServerParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs {@code sluice mcp} in a JVM of its own, as the launcher does. */
final class McpProcess {

  private McpProcess() {}

  static List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xlog:disable",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            SluiceMcp.class.getName()));
    command.addAll(List.of(options));
    return command;
  }

  /** The same for the SDK's client. */
  static ServerParameters parameters(String... options) {
    List<String> command = command(options);
    return ServerParameters.builder(command.getFirst())
        .args(command.subList(1, command.size()))
        .build();
  }
}
