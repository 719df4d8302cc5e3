package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.TaskBuilder;
import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.core.limits.FieldLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code cache: true}, {@code cache: "my-key"} and {@code cache: {key, ttl}}. */
final class CacheArguments {

  private static final Set<String> KEYS = TaskDescription.ordered("key", "ttl");

  private CacheArguments() {}

  /** Adds what a task says of the cache. */
  static void read(Arguments task, List<Consumer<TaskBuilder>> steps) {
    JsonNode node = task.node("cache");
    if (node == null) {
      return;
    }
    if (node.isBoolean()) {
      if (node.booleanValue()) {
        steps.add(TaskBuilder::cache);
      }
    } else if (node.isTextual()) {
      key(task, "cache", steps);
    } else if (node.isObject()) {
      detailed(task, steps);
    } else {
      task.problems()
          .add(
              Code.WRONG_TYPE,
              task.place("cache"),
              "is " + Foreign.kind(node),
              "give true, a key in quotes or {\"key\": \"my-key\", \"ttl\": \"1d\"}");
    }
  }

  private static void detailed(Arguments task, List<Consumer<TaskBuilder>> steps) {
    Arguments cache = task.arguments("cache", KEYS);
    if (cache == null) {
      return;
    }
    steps.add(TaskBuilder::cache);
    key(cache, "key", steps);
    Duration ttl = TimeArguments.duration(cache, "ttl", FieldLimits.LONGEST_CACHED);
    if (ttl != null) {
      steps.add(builder -> builder.cacheTtl(ttl));
    }
  }

  private static void key(Arguments arguments, String field, List<Consumer<TaskBuilder>> steps) {
    String key = arguments.text(field, FieldLimits.CACHE_KEY_CHARS);
    if (key != null) {
      steps.add(builder -> builder.cacheKey(key));
    }
  }
}
