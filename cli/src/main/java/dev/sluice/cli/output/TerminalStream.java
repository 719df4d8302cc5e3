package dev.sluice.cli.output;

import dev.sluice.results.export.CsvText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Stdout where it is a terminal. What commands write goes through unchanged; that a person looks at
 * it decides how text of others is written.
 */
public final class TerminalStream extends PrintStream {

  public TerminalStream(OutputStream out) {
    super(out, false, StandardCharsets.UTF_8);
  }

  /** How text is written there: a file and a pipe have it as it is. */
  public static CsvText text(CsvText wanted, OutputStream out) {
    return out instanceof TerminalStream ? wanted.onTerminal() : wanted;
  }
}
