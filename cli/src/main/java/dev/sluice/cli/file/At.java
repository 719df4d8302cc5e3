package dev.sluice.cli.file;

/**
 * A place in a file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record At(int line, int column) {

  /** The first character. */
  public static final At START = new At(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
