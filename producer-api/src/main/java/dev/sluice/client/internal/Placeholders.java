package dev.sluice.client.internal;

import dev.sluice.core.task.Content;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds <code>${task.output}</code> in parameters. */
final class Placeholders {

  private static final Pattern OUTPUT =
      Pattern.compile("\\$\\{([A-Za-z0-9._:/@+=-]{1,200})\\.output}");

  private Placeholders() {}

  /** The ids of the tasks whose outputs this JSON uses; other content has no placeholders. */
  static Set<String> tasksIn(Content payload) {
    if (!payload.type().equals(Content.JSON) || !mayHaveAny(payload.bytes())) {
      return Set.of();
    }
    Set<String> tasks = new LinkedHashSet<>();
    Matcher matcher = OUTPUT.matcher(new String(payload.bytes(), StandardCharsets.UTF_8));
    while (matcher.find()) {
      tasks.add(matcher.group(1));
    }
    return tasks;
  }

  private static boolean mayHaveAny(byte[] bytes) {
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == '{' && bytes[i - 1] == '$') {
        return true;
      }
    }
    return false;
  }
}
