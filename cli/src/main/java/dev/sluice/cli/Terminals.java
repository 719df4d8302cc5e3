package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a person or a program is at the other end. */
final class Terminals {

  private Terminals() {}

  /** Asks the kernel where there is one to ask; {@link System#console} only knows stdin, stdout. */
  static boolean stderrIsTerminal() {
    return isTerminal(2);
  }

  /** Like the other one, for what data goes to. */
  static boolean stdoutIsTerminal() {
    return isTerminal(1);
  }

  private static boolean isTerminal(int descriptor) {
    Path stream = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(stream).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return !Files.exists(stream) && System.console() != null;
    }
  }
}
