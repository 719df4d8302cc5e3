package dev.sluice.cli.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in a file, so that all of it can be told at once. */
final class Problems {

  private static final int ENOUGH = 1_000;
  private static final Comparator<FileProblem> BY_PLACE =
      Comparator.<FileProblem>comparingInt(problem -> problem.at().line())
          .thenComparingInt(problem -> problem.at().column());

  private final String source;
  private final List<FileProblem> problems = new ArrayList<>();

  Problems(String source) {
    this.source = source;
  }

  void add(At at, String what, String remedy) {
    if (problems.size() < ENOUGH) {
      problems.add(new FileProblem(at, what, remedy));
    }
  }

  /** Whether anything was wrong so far. */
  boolean any() {
    return !problems.isEmpty();
  }

  /** Ends the reading here if anything was wrong so far. */
  void throwIfAny() throws FileRejectedException {
    if (!problems.isEmpty()) {
      throw rejection();
    }
  }

  /** What was wrong; there is something. */
  FileRejectedException rejection() {
    return new FileRejectedException(source, problems.stream().sorted(BY_PLACE).toList());
  }

  /** Ends the reading here, because nothing after it can be understood. */
  FileRejectedException fatal(At at, String what, String remedy) {
    return new FileRejectedException(source, List.of(new FileProblem(at, what, remedy)));
  }
}
