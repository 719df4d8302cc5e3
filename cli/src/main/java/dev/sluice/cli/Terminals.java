package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a person or a program is at the other end. */
final class Terminals {

  private Terminals() {}

  /** Asks the kernel where there is one to ask; {@link System#console} only knows stdin, stdout. */
  static boolean stderrIsTerminal() {
    Path stderr = Path.of("/proc/self/fd/2");
    try {
      String target = Files.readSymbolicLink(stderr).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return !Files.exists(stderr) && System.console() != null;
    }
  }
}
