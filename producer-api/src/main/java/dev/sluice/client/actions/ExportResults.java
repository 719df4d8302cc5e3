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

  private static ObjectNode file(
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

  private static void write(
      ActionRequest.Export request,
      ResultSource.Found found,
      ObjectNode answer,
      OutputStream out,
      long mostBytes,
      String remedy)
      throws IOException {
    try (ResultFile file = new ResultFile(out, request.format(), mostBytes, remedy)) {
      var wanted =
          found
              .results()
              .filter(result -> request.wants(result.status()))
              .peek(file::reckon)
              .sorted(Comparator.comparing(TaskResult::taskId))
              .iterator();
      while (wanted.hasNext()) {
        file.write(wanted.next());
      }
      answer.put("results", file.results());
    }
  }
}
