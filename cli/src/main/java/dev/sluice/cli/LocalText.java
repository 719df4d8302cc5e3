package dev.sluice.cli;

/** What commands say that start a whole Sluice. */
final class LocalText {

  private LocalText() {}

  /** Said at once, because the start takes some seconds in which nothing else is seen. */
  static String starting(int workers) {
    return "starting a broker, a scheduler and "
        + (workers == 1 ? "a worker" : workers + " workers");
  }
}
