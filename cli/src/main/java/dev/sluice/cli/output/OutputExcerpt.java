package dev.sluice.cli.output;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.results.text.Plain;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The beginning of what a task gave, for people: few lines, and nothing that moves the cursor. */
final class OutputExcerpt {

  private static final int MOST_LINES = 3;
  private static final int MOST_CHARS = 200;

  private OutputExcerpt() {}

  /** One to three lines, the first with the task's id; the last ends in "..." if there is more. */
  static List<String> of(TaskResult result, Content output) {
    List<String> lines = new ArrayList<>();
    String id = Plain.text(result.taskId()) + ": ";
    int left = MOST_CHARS;
    List<String> all = text(output).strip().lines().toList();
    for (String line : all.subList(0, Math.min(MOST_LINES, all.size()))) {
      if (left > 0) {
        String shown = Plain.text(line, Math.max(left, 4));
        left -= shown.length();
        lines.add((lines.isEmpty() ? id : "") + shown);
      }
    }
    if (lines.isEmpty()) {
      return List.of(id.stripTrailing());
    }
    if (lines.size() < all.size() && !lines.getLast().endsWith("...")) {
      lines.set(lines.size() - 1, lines.getLast() + " ...");
    }
    return lines;
  }

  private static String text(Content output) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(output.bytes())).toString();
    } catch (CharacterCodingException e) {
      return output.size() + " bytes that are no text";
    }
  }
}
