package dev.sluice.cli.file;

/**
 * Something wrong in a file, and what to do about it.
 *
 * @param what without a full stop
 * @param remedy what the reader can do
 */
public record FileProblem(At at, String what, String remedy) {

  /** This problem in one line: {@code file:line:column: what; remedy}. */
  public String inFile(String source) {
    return source + ":" + at + ": " + what + "; " + remedy;
  }
}
