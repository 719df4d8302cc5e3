package dev.sluice.benchmarks.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a JVM like this one, with the options that the launcher gives a process that
 * runs for long.
 *
 * @param options more JVM options, after the launcher's
 */
record JavaCommand(List<String> options) {

  private static final int FIRST_WITH_UNSAFE_WARNING = 23;

  JavaCommand {
    options = List.copyOf(options);
  }

  List<String> of(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:disable");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= FIRST_WITH_UNSAFE_WARNING) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
