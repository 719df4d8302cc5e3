package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import dev.sluice.client.actions.ActionProblem.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** {@code export}: all results at once, inline or as a file. */
final class ExportResults {

  /** A disk is not filled by a mistake. */
  private static final long LARGEST_FILE = 2L << 30;

  private final ConnectedOnce client;
  private final MetBatches met;
  private final ActionSettings settings;

  ExportResults(ConnectedOnce client, MetBatches met, ActionSettings settings) {
    this.client = client;
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
    try (BatchHandle handle = client.client().batch(request.batch())) {
      var progress = handle.status();
      met.met(request.batch());
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("batch", request.batch());
      answer.put("batchStatus", progress.status().name());
      answer.put("format", Words.lower(request.format()));
      return request.target() == ActionRequest.Target.INLINE || folder == null
          ? inline(request, handle, answer)
          : file(request, handle, answer, folder);
    }
  }

  private ObjectNode inline(ActionRequest.Export request, BatchHandle handle, ObjectNode answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String remedy =
        settings.writesFiles()
            ? "export it with to: file, or page through results"
            : "page through results";
    try {
      write(request, handle, answer, bytes, settings.inlineBytes(), remedy);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    Untrusted.mark(answer, "content");
    return answer.put("content", bytes.toString(StandardCharsets.UTF_8));
  }

  private static ObjectNode file(
      ActionRequest.Export request, BatchHandle handle, ObjectNode answer, ExportFolder folder) {
    try {
      Path file = folder.newFile(request.batch(), Words.lower(request.format()));
      try (OutputStream out = folder.create(file)) {
        write(request, handle, answer, out, LARGEST_FILE, "export fewer statuses");
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
      BatchHandle handle,
      ObjectNode answer,
      OutputStream out,
      long mostBytes,
      String remedy)
      throws IOException {
    try (ResultFile file = new ResultFile(out, request.format(), mostBytes, remedy);
        Stream<TaskResult> results = handle.results(ResultOrder.UNORDERED)) {
      var wanted =
          results
              .filter(result -> request.wants(result.status()))
              .sorted(Comparator.comparing(TaskResult::taskId))
              .iterator();
      while (wanted.hasNext()) {
        file.write(wanted.next());
      }
      answer.put("results", file.results());
    }
  }
}
