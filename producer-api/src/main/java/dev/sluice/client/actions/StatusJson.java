package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.Progress;
import dev.sluice.client.TaskCounts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Progress and summary as JSON, with the words of {@code sluice run -o json}. */
final class StatusJson {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MOST_ENTRIES = 50;
  private static final int MOST_ERRORS = 10;
  private static final int LONGEST_MESSAGE = 500;

  private StatusJson() {}

  /** Both, the summary as far as there is one. */
  static ObjectNode of(Progress progress, @Nullable BatchSummary summary) {
    ObjectNode json = progress(progress);
    if (summary != null) {
      json.put("name", summary.name());
      json.put("sealed", summary.expectedTasks().isPresent());
      json.set("summary", summary(summary));
    }
    return json;
  }

  static ObjectNode progress(Progress progress) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("batch", progress.batchId())
        .put("status", progress.status().name())
        .put("ended", progress.status().terminal())
        .put("total", progress.total())
        .put("done", progress.done())
        .put("succeeded", progress.succeeded())
        .put("failed", progress.failed())
        .put("timedOut", progress.timedOut())
        .put("cancelled", progress.cancelled())
        .put("skipped", progress.skipped())
        .put("rejected", progress.rejected())
        .put("retried", progress.retried());
  }

  private static ObjectNode summary(BatchSummary summary) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("reason", summary.reason())
            .put("round", summary.round())
            .put("durationMs", summary.duration().toMillis())
            .put("throughputPerSecond", rounded(summary.throughputPerSecond()))
            .put("successRate", rounded(summary.successRate()))
            .put("cached", summary.cached());
    json.set("queueMs", quantiles(summary.queueWait()));
    json.set("runMs", quantiles(summary.runTime()));
    ObjectNode labels = json.putObject("labels");
    new TreeMap<>(summary.labels()).forEach(labels::put);
    json.set("byType", counts(summary.byType()));
    json.set("byGroup", counts(summary.byGroup()));
    ArrayNode errors = json.putArray("errors");
    summary.errors().stream().limit(MOST_ERRORS).map(StatusJson::error).forEach(errors::add);
    return json;
  }

  private static ObjectNode error(ErrorGroup group) {
    String message = group.message();
    return JsonNodeFactory.instance
        .objectNode()
        .put("fingerprint", group.fingerprint())
        .put("count", group.count())
        .put("type", group.type())
        .put("message", message == null ? null : CutText.of(message, LONGEST_MESSAGE).text())
        .put("exampleTaskId", group.exampleTaskId());
  }

  private static ObjectNode counts(Map<String, TaskCounts> counts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(counts)
        .entrySet().stream()
            .limit(MOST_ENTRIES)
            .forEach(entry -> counts(json.putObject(entry.getKey()), entry.getValue()));
    return json;
  }

  private static void counts(ObjectNode json, TaskCounts counts) {
    json.put("total", counts.total())
        .put("succeeded", counts.succeeded())
        .put("failed", counts.failed())
        .put("timedOut", counts.timedOut())
        .put("cancelled", counts.cancelled())
        .put("skipped", counts.skipped())
        .put("rejected", counts.rejected());
  }

  private static ObjectNode quantiles(DurationQuantiles quantiles) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("p50", millis(quantiles.p50()))
        .put("p95", millis(quantiles.p95()))
        .put("p99", millis(quantiles.p99()))
        .put("max", millis(quantiles.max()));
  }

  private static double millis(Duration duration) {
    return rounded(duration.toNanos() / NANOS_PER_MILLI);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000.0) / 1000.0;
  }
}
