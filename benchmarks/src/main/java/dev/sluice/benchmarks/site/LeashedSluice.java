package dev.sluice.benchmarks.site;

import dev.sluice.cli.Sluice;

/** The {@code sluice} command as it is, on a leash. */
final class LeashedSluice {

  private LeashedSluice() {}

  public static void main(String[] args) {
    Leash.watch();
    Sluice.main(args);
  }
}
