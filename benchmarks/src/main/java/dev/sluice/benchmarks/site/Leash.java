package dev.sluice.benchmarks.site;

import java.io.IOException;

/**
 * Ends this process when the one that started it is gone: its end of standard input is closed then,
 * however it ended.
 */
final class Leash {

  private static final int PARENT_IS_GONE = 143;

  private Leash() {}

  /** Watches on a thread of its own. */
  static void watch() {
    Thread.ofPlatform()
        .daemon()
        .name("leash")
        .start(() -> {
          awaitEnd();
          Runtime.getRuntime().halt(PARENT_IS_GONE);
        });
  }

  /** Returns when standard input has ended. */
  static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      // nothing will come any more
    }
  }
}
