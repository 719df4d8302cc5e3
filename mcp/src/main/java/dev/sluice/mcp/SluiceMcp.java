package dev.sluice.mcp;

import dev.sluice.cli.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The main of {@code sluice mcp}. */
public final class SluiceMcp {

  private SluiceMcp() {}

  /** Serves until stdin ends, and ends the JVM with an exit code. */
  public static void main(String[] args) {
    OutputStream protocol = new FileOutputStream(FileDescriptor.out);
    PrintStream people =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // Whatever a library prints must not get between the messages.
    System.setOut(people);
    System.exit(
        execute(new McpCommand(System.in, protocol, people, System.getenv()), people, args));
  }

  /** Runs the command in this JVM; help goes to stderr as well. */
  static int execute(McpCommand command, PrintStream people, String... args) {
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(people, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(people, true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(100);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, ignored) -> misused(e, people));
    line.setExecutionExceptionHandler((e, ignored, parsed) -> StartFailure.tell(e, people).code());
    return line.execute(args);
  }

  private static int misused(ParameterException e, PrintStream people) {
    people.println("sluice: " + e.getMessage() + "; sluice mcp --help says more");
    return ExitCode.USAGE.code();
  }
}
