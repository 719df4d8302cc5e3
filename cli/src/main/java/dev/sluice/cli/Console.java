package dev.sluice.cli;

import dev.sluice.cli.output.TerminalStream;
import dev.sluice.results.text.Plain;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command reads and writes.
 *
 * @param out data only
 * @param err everything for people
 * @param env the environment
 * @param terminal whether a person looks at {@code err}
 * @param signals requests to end
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> env,
    boolean terminal,
    Signals signals) {

  private static final int BUFFER = 64 * 1024;

  /** The process's own. Text is UTF-8 whatever the locale says. */
  static Console system(Signals signals) {
    return new Console(
        System.in,
        stdout(),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Terminals.stderrIsTerminal(),
        signals);
  }

  private static PrintStream stdout() {
    var buffered = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
    return Terminals.stdoutIsTerminal()
        ? new TerminalStream(buffered)
        : new PrintStream(buffered, false, StandardCharsets.UTF_8);
  }

  /** Tells the user something, in one line on stderr that no escape sequence can leave. */
  public void say(String line) {
    err.println("sluice: " + Plain.text(line));
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
