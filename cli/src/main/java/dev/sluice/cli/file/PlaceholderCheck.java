package dev.sluice.cli.file;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was meant as a placeholder and is none: it would be handed to the task as it is
 * written. Only what names a task of the file, or says {@code .output}, can have been meant so: a
 * shell's <code>${HOME}</code> is the task's own business.
 */
final class PlaceholderCheck {

  private static final String OUTPUT = ".output";

  /** The beginning of a placeholder, not of {@code $${}, and what may be an id after it. */
  private static final Pattern BEGIN =
      Pattern.compile("(?<!\\$)\\$\\{([A-Za-z0-9._:/@+=-]+)([^A-Za-z0-9._:/@+=-]?)");

  private final Set<String> ids = new HashSet<>();
  private final Problems problems;

  private PlaceholderCheck(Problems problems) {
    this.problems = problems;
  }

  /** Adds a problem for each such text in the parameters of a task. */
  static void of(BatchFile batch, Problems problems) {
    var check = new PlaceholderCheck(problems);
    batch.tasks().forEach(task -> check.ids.add(task.id()));
    batch.tasks().forEach(check::check);
  }

  private void check(FileTask task) {
    byte[] payload = task.spec().payload().bytes();
    if (!hasBegin(payload)) {
      return;
    }
    String text = new String(payload, StandardCharsets.UTF_8);
    for (Matcher begin = BEGIN.matcher(text); begin.find(); ) {
      String meant = meant(begin.group(1), begin.group(2), text, begin.end());
      if (meant != null) {
        problems.add(
            task.at(),
            "the parameters of task '%s' have '${%s', which is no placeholder"
                .formatted(task.id(), begin.group(1) + begin.group(2).replaceAll("[^}#]", "")),
            "write " + meant + ", or $${ for the characters ${ themselves");
      }
    }
  }

  /** What should be written, or null if there is nothing wrong. */
  private @Nullable String meant(String inside, String next, String text, int after) {
    if (inside.endsWith(OUTPUT) && inside.length() > OUTPUT.length()) {
      boolean closed = next.equals("}") || (next.equals("#") && closes(text, after));
      return closed ? null : "${" + inside + "}";
    }
    if (ids.contains(inside)) {
      return "${" + inside + OUTPUT + "}";
    }
    int dot = inside.lastIndexOf('.');
    return dot > 0 && ids.contains(inside.substring(0, dot))
        ? "${" + inside.substring(0, dot) + OUTPUT + "}"
        : null;
  }

  /** Whether the pointer that begins here ends in its string. */
  private static boolean closes(String text, int from) {
    for (int i = from; i < text.length() && text.charAt(i) != '"'; i++) {
      if (text.charAt(i) == '}') {
        return true;
      }
      i += text.charAt(i) == '\\' ? 1 : 0;
    }
    return false;
  }

  private static boolean hasBegin(byte[] payload) {
    for (int i = 0; i + 1 < payload.length; i++) {
      if (payload[i] == '$' && payload[i + 1] == '{') {
        return true;
      }
    }
    return false;
  }
}
