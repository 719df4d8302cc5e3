package dev.sluice.core.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.core.data.Piece.Placeholder;
import dev.sluice.core.task.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The output of a task, and the parts of it that a payload asks for. */
final class Output {

  private static final int REASON_LENGTH = 200;

  private final String text;
  private final long size;
  private final @Nullable JsonDocument document;
  private final Map<String, JsonValue> parts;
  private final @Nullable String flaw;

  private Output(
      String text,
      long size,
      @Nullable JsonDocument document,
      Map<String, JsonValue> parts,
      @Nullable String flaw) {
    this.text = text;
    this.size = size;
    this.document = document;
    this.parts = parts;
    this.flaw = flaw;
  }

  /**
   * @param content null: the task has no output
   * @param pointers the parts that are wanted
   */
  static Output of(@Nullable Content content, Set<String> pointers) {
    if (content == null || content.size() == 0) {
      return new Output("", 0, null, Map.of(), null);
    }
    String text = new String(content.bytes(), StandardCharsets.UTF_8);
    if (pointers.isEmpty()) {
      return new Output(text, content.size(), null, Map.of(), null);
    }
    JsonDocument document = new JsonDocument(text);
    try {
      return new Output(text, content.size(), document, document.values(pointers), null);
    } catch (IOException notJson) {
      return new Output(text, content.size(), document, Map.of(), reason(notJson));
    }
  }

  long size() {
    return size;
  }

  /** What a placeholder stands for; null: there is no such thing. */
  @Nullable String textFor(Placeholder placeholder) {
    if (placeholder.pointer() == null) {
      return text;
    }
    JsonValue part = parts.get(placeholder.pointer());
    return part == null ? null : part.text();
  }

  /** What there is instead of what a placeholder asks for. */
  String whatIsThere() {
    if (document == null) {
      return "has no output";
    }
    if (flaw != null) {
      return "has an output that is no JSON: " + flaw;
    }
    try {
      return "has as its output " + JsonGlance.at(document);
    } catch (IOException notJson) {
      return "has an output that is no JSON: " + reason(notJson);
    }
  }

  private static String reason(IOException notJson) {
    if (!(notJson instanceof JsonProcessingException flaw)) {
      return Quoted.text(String.valueOf(notJson.getMessage()), REASON_LENGTH);
    }
    String where =
        flaw.getLocation() == null
            ? ""
            : "line "
                + flaw.getLocation().getLineNr()
                + ", column "
                + flaw.getLocation().getColumnNr()
                + ": ";
    return where + Quoted.text(flaw.getOriginalMessage(), REASON_LENGTH);
  }
}
