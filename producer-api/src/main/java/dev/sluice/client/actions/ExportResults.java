package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.TaskResult;
import dev.sluice.client.actions.ActionProblem.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** {@code export}: all results at once, inline or as a file. */
final class ExportResults {

  /** A disk is not filled by a mistake. */
  private static final long LARGEST_FILE = 2L << 30;

  private final ResultSource source;
  private final MetBatches met;
  private final ActionSettings settings;

  ExportResults(ResultSource source, MetBatches met, ActionSettings settings) {
    this.source = source;
    this.met = met;
    this.settings = settings;
  }

  ObjectNode perform(ActionRequest.Export request) {
    ExportFolder folder = settings.writesFiles() ? settings.exports() : null;
    if (request.target() == ActionRequest.Target.FILE && folder == null) {
      throw new RefusedAction(
          Code.NO_EXPORT_FOLDER,
          "to",
          "to: this server writes no files; use inline, or page through results");
    }
    try (ResultSource.Found found = source.find(request.batch())) {
      met.met(request.batch());
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("batch", request.batch());
      answer.put("batchStatus", found.status().name());
      answer.put("format", Words.lower(request.format()));
      return request.target() == ActionRequest.Target.INLINE || folder == null
          ? inline(request, found, answer)
          : file(request, found, answer, folder);
    }
  }

  private ObjectNode inline(
      ActionRequest.Export request, ResultSource.Found found, ObjectNode answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String remedy =
        settings.writesFiles()
            ? "export it with to: file, or page through results"
            : "page through results";
    try {
      write(request, found, answer, bytes, settings.inlineBytes(), remedy);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    Untrusted.mark(answer, "content");
    return answer.put("content", bytes.toString(StandardCharsets.UTF_8));
  }

  private ObjectNode file(
      ActionRequest.Export request,
      ResultSource.Found found,
      ObjectNode answer,
      ExportFolder folder) {
    try {
      Path file = folder.newFile(request.batch(), Words.lower(request.format()));
      try (OutputStream out = folder.create(file)) {
        write(request, found, answer, out, LARGEST_FILE, "export fewer statuses");
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
      return answer.put("file", file.toString());
    } catch (IOException e) {
      throw new RefusedAction(
          Code.EXPORT_FAILED,
          "to",
          "to: the file can't be written (" + e.getMessage() + "); export inline");
    }
  }

  private void write(
      ActionRequest.Export request,
      ResultSource.Found found,
      ObjectNode answer,
      OutputStream out,
      long mostBytes,
      String remedy)
      throws IOException {
    var written = new AtomicLong();
    var bounded = new BoundedOutput(out, mostBytes, remedy);
    Stream<TaskResult> wanted =
        found
            .results()
            .filter(result -> request.wants(result.status()))
            .peek(bounded::reckon)
            .sorted(Comparator.comparing(TaskResult::taskId))
            .peek(result -> written.incrementAndGet());
    switch (request.format()) {
      case CSV -> table().write(wanted, bounded);
      case JSON -> write(wanted, bounded, true);
      case JSONL -> write(wanted, bounded, false);
    }
    bounded.flush();
    answer.put("results", written.get());
  }

  private static void write(Stream<TaskResult> results, OutputStream out, boolean list)
      throws IOException {
    try (ResultFile file = new ResultFile(out, list)) {
      for (Iterator<TaskResult> all = results.iterator(); all.hasNext(); ) {
        file.write(all.next());
      }
    }
  }

  private TableWriter table() {
    TableWriter table = settings.table();
    if (table == null) {
      throw new RefusedAction(
          Code.INVALID_VALUE, "format", "format: csv is not written here; use jsonl or json");
    }
    return table;
  }
}
