package dev.sluice.cli.file;

import dev.sluice.core.task.BatchOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as its file describes it. Every task is well-formed on its own and no id stands twice;
 * whether the graph holds together is {@link GraphCheck}'s to say.
 *
 * @param source how messages call the file
 * @param id null: one is made up when the batch is submitted
 * @param options without a deadline, which is {@code timeout} after the submission
 */
public record BatchFile(
    String source,
    BatchFormat format,
    @Nullable String id,
    String name,
    BatchOptions options,
    @Nullable Duration timeout,
    List<FileTask> tasks) {

  public BatchFile {
    tasks = List.copyOf(tasks);
  }

  BatchFile withTasks(List<FileTask> others) {
    return new BatchFile(source, format, id, name, options, timeout, others);
  }
}
