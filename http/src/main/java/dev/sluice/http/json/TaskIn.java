package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.BatchBuilder;
import dev.sluice.client.TaskBuilder;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a task out of JSON: the keys of a batch file, and {@code text} and {@code headers}. */
final class TaskIn {

  private static final List<String> KEYS =
      List.of(
          "id",
          "name",
          "type",
          "params",
          "text",
          "needs",
          "runIf",
          "priority",
          "timeout",
          "retry",
          "pool",
          "group",
          "notBefore",
          "cache",
          "inputs",
          "headers");
  private static final List<String> DEFAULTS = List.of("timeout", "retry", "pool", "group");
  private static final List<String> RETRY =
      List.of(
          "policy", "maxRetries", "delay", "multiplier", "maxDelay", "jitter", "retryOnTimeout");

  private TaskIn() {}

  static void read(
      ObjectNode object, String place, @Nullable ObjectNode defaults, BatchBuilder batch) {
    Fields fields = Fields.of(object, place, KEYS);
    JsonNode id = fields.node("id");
    if (id == null || !id.isTextual()) {
      throw Fields.refused(place + "/id", "has to be a text");
    }
    batch.task(
        id.textValue(),
        task -> {
          if (defaults != null) {
            shared(Fields.of(defaults, "/defaults", DEFAULTS), task);
          }
          shared(fields, task);
          own(fields, task);
        });
  }

  private static void shared(Fields fields, TaskBuilder task) {
    fields.duration("timeout", task::timeout);
    ObjectNode retry = fields.object("retry");
    if (retry != null) {
      task.retry(retry(Fields.of(retry, fields.at("retry"), RETRY)));
    }
    fields.text("pool", task::pool);
    fields.text("group", task::group);
  }

  private static void own(Fields fields, TaskBuilder task) {
    fields.text("type", task::type);
    fields.text("name", task::name);
    ObjectNode params = fields.object("params");
    if (params != null && fields.node("text") != null) {
      throw Fields.refused(fields.at("text"), "can't stand beside params; give one of them");
    }
    if (params != null) {
      task.params(plain(params));
    }
    fields.text("text", task::text);
    fields.texts("needs", task::needs);
    fields.choice("runIf", RunIf.class, task::runIf);
    fields.choice("priority", Priority.class, task::priority);
    fields.instant("notBefore", task::notBefore);
    task.inputs(fields.flag("inputs", true));
    fields.textMap("headers").forEach(task::header);
    cache(fields, task);
  }

  private static Map<String, @Nullable Object> plain(ObjectNode params) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    params.properties().forEach(one -> plain.put(one.getKey(), one.getValue()));
    return plain;
  }

  private static void cache(Fields fields, TaskBuilder task) {
    JsonNode cache = fields.node("cache");
    switch (cache) {
      case null -> {}
      case ObjectNode object -> {
        Fields own = Fields.of(object, fields.at("cache"), List.of("key", "ttl"));
        task.cache();
        own.text("key", task::cacheKey);
        own.duration("ttl", task::cacheTtl);
      }
      case JsonNode text when text.isTextual() -> task.cacheKey(text.textValue());
      case JsonNode other -> {
        if (fields.flag("cache", false)) {
          task.cache();
        }
      }
    }
  }

  private static RetryPlan retry(Fields fields) {
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
      throw Fields.refused(fields.at("maxRetries"), "is missing");
    }
    fields.whole("maxRetries", 0, 1000, most -> plan.maxRetries = Math.toIntExact(most));
    fields.duration("delay", delay -> plan.delay = delay);
    fields.decimal("multiplier", multiplier -> plan.multiplier = multiplier);
    fields.duration("maxDelay", delay -> plan.maxDelay = delay);
    fields.decimal("jitter", jitter -> plan.jitter = jitter);
    boolean onTimeout = fields.flag("retryOnTimeout", false);
    return fields.parsed(
        "policy",
        () ->
            new RetryPlan(
                plan.policy,
                plan.policy == RetryPlan.Policy.NONE ? 0 : plan.maxRetries,
                plan.delay,
                plan.multiplier,
                plan.maxDelay,
                plan.jitter,
                onTimeout));
  }
}
