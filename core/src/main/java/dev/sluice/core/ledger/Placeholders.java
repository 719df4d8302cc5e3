package dev.sluice.core.ledger;

import dev.sluice.core.task.Content;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds and fills {@code ${task.output}} in a payload of text. In JSON a placeholder stands inside a
 * string, so the output is escaped as the inside of a string; other text takes it as it is. {@code
 * $${} stands for {@code ${}. Bytes that are no text are left alone.
 */
public final class Placeholders {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z0-9._:/@+=-]{1,200}?)\\.output}");

  private Placeholders() {}

  /** The tasks whose outputs a payload asks for. */
  public static Set<String> tasksIn(Content payload) {
    Set<String> tasks = new LinkedHashSet<>();
    if (mayHavePlaceholders(payload)) {
      Matcher matcher = PLACEHOLDER.matcher(text(payload));
      while (matcher.find()) {
        if (matcher.group(1) != null) {
          tasks.add(matcher.group(1));
        }
      }
    }
    return tasks;
  }

  /**
   * The payload with every placeholder replaced; a task without an output gives the empty text.
   *
   * @param limit most characters of the result
   * @return null if it would be longer: a small payload can ask for a large output many times
   */
  static @Nullable Content fill(
      Content payload, int limit, Function<String, @Nullable Content> outputs) {
    if (!mayHavePlaceholders(payload)) {
      return payload;
    }
    boolean json = isJson(payload);
    String text = text(payload);
    Map<String, String> replacements = new HashMap<>();
    StringBuilder filled = new StringBuilder(text.length());
    Matcher matcher = PLACEHOLDER.matcher(text);
    int copied = 0;
    while (matcher.find()) {
      filled.append(text, copied, matcher.start());
      copied = matcher.end();
      String task = matcher.group(1);
      filled.append(
          task == null
              ? "${"
              : replacements.computeIfAbsent(task, id -> replacement(outputs.apply(id), json)));
      if (filled.length() > limit) {
        return null;
      }
    }
    filled.append(text, copied, text.length());
    return new Content(filled.toString().getBytes(StandardCharsets.UTF_8), payload.type());
  }

  private static String replacement(@Nullable Content output, boolean json) {
    String text = output == null ? "" : text(output);
    return json ? insideJsonString(text) : text;
  }

  private static boolean mayHavePlaceholders(Content payload) {
    byte[] bytes = payload.bytes();
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == '$' && (bytes[i + 1] == '{' || bytes[i + 1] == '$')) {
        return isJson(payload) || payload.type().startsWith("text/");
      }
    }
    return false;
  }

  private static boolean isJson(Content payload) {
    String type = payload.type().toLowerCase(Locale.ROOT);
    return type.startsWith("application/json") || type.contains("+json");
  }

  private static String text(Content content) {
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }

  private static String insideJsonString(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (c < 0x20) {
            escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
