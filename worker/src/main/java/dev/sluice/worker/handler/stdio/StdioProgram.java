package dev.sluice.worker.handler.stdio;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that serves a task type.
 *
 * @param command program and arguments
 */
public record StdioProgram(String type, List<String> command) {

  private static final Pattern ENTRY =
      Pattern.compile("\\s*([A-Za-z0-9._:-]{1,200})\\s*=(.*)", Pattern.DOTALL);
  private static final Pattern WORD =
      Pattern.compile("\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"']+))");
  private static final Pattern SEPARATOR = Pattern.compile(";(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)");

  public StdioProgram {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("type " + type + " has no command");
    }
  }

  /**
   * Reads {@code resize=python3 /opt/resize.py; thumb="/opt/my tools/thumb" -q}.
   *
   * @throws IllegalArgumentException if it is not like that
   */
  public static List<StdioProgram> list(String text) {
    List<StdioProgram> programs = new ArrayList<>();
    for (String entry : SEPARATOR.split(text, -1)) {
      if (!entry.isBlank()) {
        programs.add(of(entry));
      }
    }
    return List.copyOf(programs);
  }

  private static StdioProgram of(String entry) {
    Matcher parts = ENTRY.matcher(entry);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + entry.strip() + "' is no type=command; write resize=python3 /opt/resize.py");
    }
    return new StdioProgram(parts.group(1), words(parts.group(2)));
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.strip());
    while (word.lookingAt()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
      word.region(word.end(), line.strip().length());
    }
    if (!word.hitEnd()) {
      throw new IllegalArgumentException("'" + line.strip() + "' has a quote that does not end");
    }
    return words;
  }

  /** As one would write it. */
  @Override
  public String toString() {
    return type
        + "="
        + String.join(
            " ",
            command.stream()
                .map(
                    word -> word.isEmpty() || word.matches(".*[\\s;'].*") ? '"' + word + '"' : word)
                .toList());
  }
}
