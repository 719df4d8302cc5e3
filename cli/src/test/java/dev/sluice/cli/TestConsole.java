package dev.sluice.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs the command in this JVM and keeps what it wrote. */
final class TestConsole {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String stdin = "";
  private Map<String, String> env = Map.of();
  private int exitCode = -1;

  static TestConsole sluice(Object... args) {
    return new TestConsole().run(args);
  }

  static TestConsole reading(String stdin) {
    var console = new TestConsole();
    console.stdin = stdin;
    return console;
  }

  /** In a process with this environment. */
  static TestConsole with(Map<String, String> env) {
    var console = new TestConsole();
    console.env = env;
    return console;
  }

  TestConsole run(Object... args) {
    Console console = console();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    exitCode = Sluice.execute(console, words);
    return this;
  }

  /** A console that nobody looks at. */
  static Console silent() {
    return new TestConsole().console();
  }

  private Console console() {
    return new Console(
        new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        env,
        false,
        Signals.none());
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<String> errLines() {
    return err().lines().toList();
  }
}
