package dev.sluice.cli.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong in a file, so that all of it can be told at once, and which tasks could
 * not be read as they stand, so that nothing is told that only follows from that.
 */
final class Problems {

  private static final int ENOUGH = 1_000;
  private static final Comparator<FileProblem> BY_PLACE =
      Comparator.<FileProblem>comparingInt(problem -> problem.at().line())
          .thenComparingInt(problem -> problem.at().column());

  private final String source;
  private final List<FileProblem> problems = new ArrayList<>();
  private final Set<String> unsound = new HashSet<>();
  private boolean allUnsound;
  private boolean unnamed;
  private long count;

  Problems(String source) {
    this.source = source;
  }

  void add(At at, String what, String remedy) {
    add(new FileProblem(at, what, remedy));
  }

  void add(FileProblem problem) {
    count++;
    if (problems.size() < ENOUGH) {
      problems.add(problem);
    }
  }

  /** How many there were, also those that are not kept. */
  long count() {
    return count;
  }

  /** Whether there are so many that no more are kept. */
  boolean enough() {
    return problems.size() >= ENOUGH;
  }

  /** A task was not read as it stands. */
  void unsound(String taskId) {
    unsound.add(taskId);
  }

  /** What holds for every task was not read as it stands. */
  void allUnsound() {
    allUnsound = true;
  }

  /** There is a task whose id could not be read. */
  void unnamed() {
    unnamed = true;
  }

  /** Whether a task was read as it stands. */
  boolean sound(String taskId) {
    return !allUnsound && !unsound.contains(taskId);
  }

  /** Whether the ids of all tasks are known. */
  boolean allNamed() {
    return !unnamed;
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
