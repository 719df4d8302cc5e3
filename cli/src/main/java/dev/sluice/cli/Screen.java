package dev.sluice.cli;

import dev.sluice.cli.progress.ProgressView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * What is drawn again and again for somebody who looks on.
 *
 * @param out where it is drawn
 * @param redraws whether each frame replaces the one before, as on a terminal; else it follows it
 */
record Screen(PrintStream out, boolean redraws) {

  private static final int DEFAULT_COLUMNS = 80;
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

  /** What a frame shows. */
  interface Frame {
    void draw(PrintStream out) throws IOException;
  }

  /** The terminal of a console; frames follow each other where there is none, or none is wanted. */
  static Screen of(Console console) {
    return new Screen(
        console.out(), console.terminal() && Terminals.stdoutIsTerminal() && !plain(console.env()));
  }

  /** A view of a batch's progress on stderr. */
  static ProgressView progress(Console console) {
    boolean lines = !console.terminal() || plain(console.env());
    return ProgressView.on(console.err(), lines, columns(console.env()), InstantSource.system());
  }

  private static boolean plain(Map<String, String> env) {
    return env.containsKey("NO_COLOR") || env.getOrDefault("TERM", "").equals("dumb");
  }

  private static int columns(Map<String, String> env) {
    try {
      return Integer.parseInt(env.getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }

  /**
   * Draws the next frame, in one piece so that it does not flicker.
   *
   * @return whether anybody still reads
   */
  boolean draw(Frame frame) throws IOException {
    var whole = new ByteArrayOutputStream();
    try (var buffer = new PrintStream(whole, false, StandardCharsets.UTF_8)) {
      frame.draw(buffer);
    }
    String text = whole.toString(StandardCharsets.UTF_8);
    out.print(redraws ? HOME_AND_CLEAR + text : text);
    return !out.checkError();
  }
}
