package dev.sluice.benchmarks;

import dev.sluice.cli.ExitCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which parts of the benchmark to run.
 *
 * @param names empty: all
 */
public record Selection(Set<String> names) {

  /** All that can be chosen, in the order of the output. */
  public static final List<String> ALL =
      List.of(
          "raw", "W1", "W2", "W3", "W4", "W4large", "W5", "W6", "W7", "W8", "W9", "W10", "single",
          "oneJvm", "micro");

  /**
   * What the command line says.
   *
   * @throws BenchException if there is no such part
   */
  public static Selection of(List<String> wanted) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : wanted) {
      names.add(
          ALL.stream()
              .filter(name.strip()::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(() ->
                  new BenchException(
                      ExitCode.USAGE,
                      "--only: '%s' is none of %s".formatted(name, String.join(", ", ALL)),
                      null)));
    }
    return new Selection(names);
  }

  public boolean has(String name) {
    return names.isEmpty() || names.contains(name);
  }

  /** Whether somebody asked for it: it is no part of a whole run. */
  public boolean hasByName(String name) {
    return names.contains(name);
  }
}
