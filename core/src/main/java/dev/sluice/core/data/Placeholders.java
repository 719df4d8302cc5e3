package dev.sluice.core.data;

import dev.sluice.core.data.Piece.Placeholder;
import dev.sluice.core.task.Content;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A payload of text with placeholders: {@code ${task.output}} stands for the output of a task as it
 * is, {@code ${task.output#/pointer}} for a part of an output that is JSON. A string gives its text,
 * any other value its JSON without spaces. {@code $${} stands for {@code ${}.
 *
 * <p>In a payload of JSON a placeholder stands inside a string, and stays inside it: what it stands
 * for is escaped, a number becomes a part of the string's text. Other text takes it as it is. Bytes
 * that are no text are left alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON pointers</a>
 */
public final class Placeholders {

  private static final int SHOWN = 200;

  private final Content payload;
  private final String text;
  private final List<Piece> pieces;
  private final boolean json;

  private Placeholders(Content payload, String text, List<Piece> pieces, boolean json) {
    this.payload = payload;
    this.text = text;
    this.pieces = pieces;
    this.json = json;
  }

  /** Takes a payload apart. Costs nearly nothing where there can be no placeholder. */
  public static Placeholders of(Content payload) {
    boolean json = isJson(payload);
    if (!mayHavePlaceholders(payload, json)) {
      return new Placeholders(payload, "", List.of(), json);
    }
    String text = new String(payload.bytes(), StandardCharsets.UTF_8);
    return new Placeholders(payload, text, new PieceScanner(text, json).pieces(), json);
  }

  /** The tasks whose outputs the payload asks for. */
  public Set<String> tasks() {
    return pointers().keySet();
  }

  /** What is wrong with the first JSON pointer that is none, and where; null: nothing. */
  public @Nullable String flaw() {
    for (Piece piece : pieces) {
      if (piece instanceof Placeholder asked && asked.pointer() != null) {
        String flaw = Pointers.flaw(asked.pointer());
        if (flaw != null) {
          return shown(asked) + " at character " + (asked.at() + 1) + " of the payload: " + flaw;
        }
      }
    }
    return null;
  }

  /**
   * The payload with every placeholder replaced. A task without an output gives the empty text; a
   * part of it that is asked for is not found.
   *
   * @param limit most characters of the result
   * @param outputs what the tasks handed on; each is asked for once
   */
  public Filling fill(int limit, Function<String, @Nullable Content> outputs) {
    if (pieces.isEmpty()) {
      return new Filling.Filled(payload, 0);
    }
    Map<String, Set<String>> pointers = pointers();
    Map<String, Output> read = new HashMap<>();
    Map<String, String> replacements = new HashMap<>();
    StringBuilder filled = new StringBuilder(text.length());
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Plain plain -> filled.append(text, plain.from(), plain.to());
        case Piece.Escaped escaped -> filled.append("${");
        case Placeholder asked -> {
          String replacement = replacements.get(asked.written());
          if (replacement == null) {
            Output output =
                read.computeIfAbsent(
                    asked.task(), task -> Output.of(outputs.apply(task), pointers.get(task)));
            String found = output.textFor(asked);
            if (found == null) {
              return notFound(asked, output);
            }
            replacement = json ? JsonText.escaped(found) : found;
            replacements.put(asked.written(), replacement);
          }
          filled.append(replacement);
        }
      }
      if (filled.length() > limit) {
        return new Filling.TooLarge();
      }
    }
    long bytes = read.values().stream().mapToLong(Output::size).sum();
    byte[] content = filled.toString().getBytes(StandardCharsets.UTF_8);
    return new Filling.Filled(new Content(content, payload.type()), bytes);
  }

  private static Filling notFound(Placeholder asked, Output output) {
    return new Filling.NotFound(
        shown(asked) + " leads to nothing: " + asked.task() + " " + output.whatIsThere());
  }

  private static String shown(Placeholder asked) {
    return Quoted.text(asked.written(), SHOWN + asked.task().length());
  }

  /** The JSON pointers of each task that the payload asks for. */
  private Map<String, Set<String>> pointers() {
    Map<String, Set<String>> pointers = new LinkedHashMap<>();
    for (Piece piece : pieces) {
      if (piece instanceof Placeholder asked) {
        Set<String> ofTask = pointers.computeIfAbsent(asked.task(), task -> new LinkedHashSet<>());
        if (asked.pointer() != null) {
          ofTask.add(asked.pointer());
        }
      }
    }
    return pointers;
  }

  private static boolean mayHavePlaceholders(Content payload, boolean json) {
    byte[] bytes = payload.bytes();
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == '$' && (bytes[i + 1] == '{' || bytes[i + 1] == '$')) {
        return json || payload.type().startsWith("text/");
      }
    }
    return false;
  }

  private static boolean isJson(Content payload) {
    String type = payload.type().toLowerCase(Locale.ROOT);
    return type.startsWith("application/json") || type.contains("+json");
  }
}
