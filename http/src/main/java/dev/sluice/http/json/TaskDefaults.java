package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.TaskBuilder;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Priority;
import dev.sluice.http.json.Complaints.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What holds for every task that does not say otherwise, and how a task says the same of itself.
 *
 * @param steps what a task is told
 * @param cache the same, for tasks that say nothing of the cache
 */
record TaskDefaults(List<Consumer<TaskBuilder>> steps, List<Consumer<TaskBuilder>> cache) {

  static final TaskDefaults NONE = new TaskDefaults(List.of(), List.of());

  private static final List<String> KEYS =
      List.of("timeout", "retry", "priority", "type", "pool", "group", "cache");
  private static final List<String> RETRY =
      List.of(
          "policy", "maxRetries", "delay", "multiplier", "maxDelay", "jitter", "retryOnTimeout");

  TaskDefaults {
    steps = List.copyOf(steps);
    cache = List.copyOf(cache);
  }

  /** The defaults of a batch, which are complained of once, however many tasks there are. */
  static TaskDefaults read(ObjectNode object, Complaints complaints) {
    return shared(Fields.of(object, "/defaults", KEYS, complaints));
  }

  /** What tasks and defaults have alike. */
  static TaskDefaults shared(Fields fields) {
    List<Consumer<TaskBuilder>> steps = new ArrayList<>();
    fields.text("type", type -> steps.add(task -> task.type(type)));
    fields.choice("priority", Priority.class, level -> steps.add(task -> task.priority(level)));
    fields.duration("timeout", timeout -> steps.add(task -> task.timeout(timeout)));
    fields.text("pool", pool -> steps.add(task -> task.pool(pool)));
    fields.text("group", group -> steps.add(task -> task.group(group)));
    ObjectNode retry = fields.object("retry");
    if (retry != null) {
      retry(fields, retry, plan -> steps.add(task -> task.retry(plan)));
    }
    return new TaskDefaults(steps, cache(fields));
  }

  private static List<Consumer<TaskBuilder>> cache(Fields fields) {
    List<Consumer<TaskBuilder>> steps = new ArrayList<>();
    switch (fields.node("cache")) {
      case null -> {}
      case ObjectNode object -> {
        Fields own =
            Fields.of(object, fields.at("cache"), List.of("key", "ttl"), fields.complaints());
        steps.add(TaskBuilder::cache);
        own.text("key", key -> steps.add(task -> task.cacheKey(key)));
        own.duration("ttl", ttl -> steps.add(task -> task.cacheTtl(ttl)));
      }
      case JsonNode text when text.isTextual() ->
          steps.add(task -> task.cacheKey(text.textValue()));
      case JsonNode other -> {
        if (fields.flag("cache", false)) {
          steps.add(TaskBuilder::cache);
        }
      }
    }
    return steps;
  }

  private static void retry(Fields around, ObjectNode object, Consumer<RetryPlan> taker) {
    Complaints complaints = around.complaints();
    long before = complaints.count();
    Fields fields = Fields.of(object, around.at("retry"), RETRY, complaints);
    var plan =
        new Object() {
          RetryPlan.Policy policy = RetryPlan.Policy.EXPONENTIAL;
          int maxRetries;
          Duration delay = RetryPlan.NONE.delay();
          double multiplier = RetryPlan.NONE.multiplier();
          Duration maxDelay = RetryPlan.NONE.maxDelay();
          double jitter = RetryPlan.NONE.jitter();
        };
    fields.choice("policy", RetryPlan.Policy.class, policy -> plan.policy = policy);
    if (fields.node("maxRetries") == null && plan.policy != RetryPlan.Policy.NONE) {
      fields.complain(
          Code.MISSING_FIELD,
          "maxRetries",
          "is missing; say how many attempts follow the first, like 3");
    }
    fields.whole("maxRetries", 0, 1000, most -> plan.maxRetries = Math.toIntExact(most));
    fields.duration("delay", delay -> plan.delay = delay);
    fields.decimal("multiplier", multiplier -> plan.multiplier = multiplier);
    fields.duration("maxDelay", delay -> plan.maxDelay = delay);
    fields.decimal("jitter", jitter -> plan.jitter = jitter);
    boolean onTimeout = fields.flag("retryOnTimeout", false);
    if (complaints.count() > before) {
      return; // what would be said of the plan would be about something that nobody wrote
    }
    around.parsed(
        "retry",
        () ->
            new RetryPlan(
                plan.policy,
                plan.policy == RetryPlan.Policy.NONE ? 0 : plan.maxRetries,
                plan.delay,
                plan.multiplier,
                plan.maxDelay,
                plan.jitter,
                onTimeout),
        taker);
  }
}
