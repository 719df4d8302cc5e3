package dev.sluice.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A JVM like this one, with this class path and another main class. */
final class JavaProcess {

  /** Properties with this prefix are passed on. */
  static final String KAFKA = "kafka.";

  private JavaProcess() {}

  static Process start(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    String option = System.getProperty("worker.option");
    if (option != null) {
      command.add(option);
    }
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> key.startsWith(KAFKA))
        .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
    command.addAll(
        List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
