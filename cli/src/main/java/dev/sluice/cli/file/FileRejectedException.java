package dev.sluice.cli.file;

import java.util.List;

/** The file was read, and is no batch that could be run. */
public final class FileRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;
  private final String source;

  public FileRejectedException(String source, List<FileProblem> problems) {
    super(problems.getFirst().inFile(source));
    this.source = source;
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the file. */
  public List<FileProblem> problems() {
    return problems;
  }

  /** The problems as lines: {@code file:line:column: what; remedy}. */
  public List<String> lines() {
    return problems.stream().map(problem -> problem.inFile(source)).toList();
  }
}
