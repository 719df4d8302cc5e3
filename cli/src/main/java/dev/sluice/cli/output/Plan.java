package dev.sluice.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.file.BatchFile;
import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.file.FileTask;
import dev.sluice.core.graph.CriticalPath;
import dev.sluice.core.graph.TaskGraph;
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

/**
 * How a batch would run with as many workers as it can use.
 *
 * @param layers a task is in the layer after the last of its needs
 * @param known how many tasks say how long they take; all others count as 0
 * @param work the sum of all durations
 */
public record Plan(
    String name, List<List<String>> layers, CriticalPath criticalPath, int known, Duration work) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN_TASKS = 8;
  private static final int SHOWN_LAYERS = 50;
  private static final long MICROS = 1_000;

  public Plan {
    layers = List.copyOf(layers);
  }

  public static Plan of(BatchFile file, TaskGraph graph) {
    Map<String, Long> micros = new HashMap<>();
    for (FileTask task : file.tasks()) {
      if (task.spec().type().equals("simulate")) {
        micros.put(task.id(), simulated(task).toNanos() / MICROS);
      }
    }
    long sum = micros.values().stream().mapToLong(Long::longValue).sum();
    return new Plan(
        file.name(),
        graph.layers(),
        graph.criticalPath(id -> micros.getOrDefault(id, 0L)),
        micros.size(),
        Duration.ofNanos(sum * MICROS));
  }

  /** The {@code duration} of a simulated task; zero if it has none or none that can be read. */
  private static Duration simulated(FileTask task) {
    try (JsonParser parser = JSON.createParser(task.spec().payload().bytes())) {
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

  private Duration estimate() {
    return Duration.ofNanos(criticalPath.durationMicros() * MICROS);
  }

  /** The plan as data. */
  public Row row() {
    return new Row()
        .with("name", name)
        .with("tasks", tasks())
        .with("widest", layers.stream().mapToInt(List::size).max().orElse(0))
        .with("estimatedMs", estimate().toMillis())
        .with("workMs", work.toMillis())
        .with("tasksWithKnownDuration", known)
        .with("criticalPath", criticalPath.tasks())
        .with("layers", layers);
  }

  /** The plan for people. */
  public void print(PrintStream out) {
    out.println("batch          " + Plain.text(name));
    out.println("tasks          " + tasks() + " in " + Counted.of(layers.size(), "layer"));
    out.println("estimate       " + estimateText());
    out.println("critical path  " + few(criticalPath.tasks(), " -> "));
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
    int unknown = tasks() - known;
    String rest =
        unknown == 0
            ? ""
            : " (" + Counted.of(unknown, "task") + " of unknown duration counted as 0)";
    return known == 0
        ? "unknown: no task says how long it takes"
        : "at least %s, %s of work%s".formatted(Spans.text(estimate()), Spans.text(work), rest);
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
