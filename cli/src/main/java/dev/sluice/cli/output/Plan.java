package dev.sluice.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.file.DurationText;
import dev.sluice.client.Batch;
import dev.sluice.client.DurationEstimate;
import dev.sluice.client.Planning;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.results.export.Row;
import dev.sluice.results.text.Counted;
import dev.sluice.results.text.Plain;
import dev.sluice.results.text.Spans;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a batch would run.
 *
 * @param layers a task is in the layer after the last of its needs
 * @param slots that it may use; null: as many as it can
 * @param estimate of which tasks without a known duration count as 0
 */
public record Plan(
    String name, List<List<String>> layers, @Nullable Integer slots, DurationEstimate estimate) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN_TASKS = 8;
  private static final int SHOWN_LAYERS = 50;

  public Plan {
    layers = List.copyOf(layers);
  }

  /** The plan of a batch with so many slots of workers; null: with as many as it can use. */
  public static Plan of(Batch batch, @Nullable Integer slots) {
    Map<String, Duration> known = new HashMap<>();
    for (TaskSpec task : batch.tasks()) {
      if (task.type().equals("simulate")) {
        known.put(task.id(), simulated(task));
      }
    }
    return new Plan(
        batch.name(),
        Planning.executionLayers(batch),
        slots,
        Planning.estimateDuration(batch, slots == null ? Integer.MAX_VALUE : slots, known));
  }

  /** The {@code duration} of a simulated task; zero if it has none or none that can be read. */
  private static Duration simulated(TaskSpec task) {
    try (JsonParser parser = JSON.createParser(task.payload().bytes())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Duration.ZERO;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("duration") && parser.currentToken() == JsonToken.VALUE_STRING) {
          return DurationText.parse(parser.getText());
        }
        parser.skipChildren();
      }
      return Duration.ZERO;
    } catch (IOException | IllegalArgumentException e) {
      return Duration.ZERO;
    }
  }

  private int tasks() {
    return layers.stream().mapToInt(List::size).sum();
  }

  /** The plan as data. */
  public Row row() {
    Row row = new Row();
    row.with("name", name)
        .with("tasks", tasks())
        .with("widest", layers.stream().mapToInt(List::size).max().orElse(0))
        .with("estimatedMs", estimate.atLeast().toMillis())
        .with("workMs", estimate.work().toMillis())
        .with("tasksWithKnownDuration", estimate.knownTasks())
        .with("criticalPath", estimate.criticalPath().tasks())
        .with("layers", layers);
    if (slots != null) {
      row.with("slots", slots)
          .with("expectedMs", estimate.expected().toMillis())
          .with("atMostMs", estimate.atMost().toMillis());
    }
    return row;
  }

  /** The plan for people. */
  public void print(PrintStream out) {
    out.println("batch          " + Plain.text(name));
    out.println("tasks          " + tasks() + " in " + Counted.of(layers.size(), "layer"));
    out.println("estimate       " + estimateText());
    out.println("critical path  " + few(estimate.criticalPath().tasks(), " -> "));
    out.println();
    for (int i = 0; i < Math.min(layers.size(), SHOWN_LAYERS); i++) {
      List<String> layer = layers.get(i);
      out.printf("layer %-4d %6d  %s%n", i + 1, layer.size(), few(layer, ", "));
    }
    if (layers.size() > SHOWN_LAYERS) {
      out.println("... and " + Counted.of(layers.size() - SHOWN_LAYERS, "more layer"));
    }
  }

  private String estimateText() {
    int unknown = tasks() - estimate.knownTasks();
    String rest =
        unknown == 0
            ? ""
            : " (" + Counted.of(unknown, "task") + " of unknown duration counted as 0)";
    if (estimate.knownTasks() == 0) {
      return "unknown: no task says how long it takes";
    }
    String work = Spans.text(estimate.work()) + " of work" + rest;
    return slots == null
        ? "at least %s, %s".formatted(Spans.text(estimate.atLeast()), work)
        : "%s with %s, between %s and %s in any order, %s"
            .formatted(
                Spans.text(estimate.expected()),
                Counted.of(slots, "slot"),
                Spans.text(estimate.atLeast()),
                Spans.text(estimate.atMost()),
                work);
  }

  private static String few(List<String> ids, String separator) {
    if (ids.size() <= SHOWN_TASKS) {
      return String.join(separator, ids);
    }
    int half = SHOWN_TASKS / 2;
    return String.join(separator, ids.subList(0, half))
        + separator
        + "... "
        + separator
        + String.join(separator, ids.subList(ids.size() - half, ids.size()));
  }
}
