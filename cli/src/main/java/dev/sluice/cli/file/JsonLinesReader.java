package dev.sluice.cli.file;

import dev.sluice.core.task.BatchOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one task from each line; the batch is called as the file. */
final class JsonLinesReader {

  private final SourceText source;
  private final @Nullable Path folder;
  private final Problems problems;

  JsonLinesReader(SourceText source, @Nullable Path folder, Problems problems) {
    this.source = source;
    this.folder = folder;
    this.problems = problems;
  }

  /** As much of it as can be read; what can't is among the problems. */
  BatchFile read() {
    var reader = new TaskReader(TaskDefaults.NONE, folder, problems);
    List<FileTask> tasks = new ArrayList<>();
    String text = source.text();
    int line = 1;
    for (int start = 0; start < text.length(); line++) {
      int end = text.indexOf('\n', start);
      String one = text.substring(start, end < 0 ? text.length() : end);
      if (!one.isBlank()) {
        FileTask task = task(reader, one, line);
        if (task != null) {
          tasks.add(task);
        }
      }
      start = end < 0 ? text.length() : end + 1;
    }
    return new BatchFile(
        source.name(),
        BatchFormat.JSONL,
        null,
        source.baseName(),
        BatchOptions.DEFAULT,
        null,
        tasks);
  }

  /** A line that is no JSON leaves the others as they are. */
  private @Nullable FileTask task(TaskReader reader, String text, int line) {
    try {
      return reader.read(new JsonTree(problems, line).read(text));
    } catch (FileRejectedException e) {
      e.problems().forEach(problems::add);
      problems.unnamed();
      return null;
    }
  }
}
