package dev.sluice.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads batch files. The format is recognised by the content; the extension only breaks ties. */
public final class BatchFileReader {

  /** Above so many characters a file is not held as a tree. */
  private static final int LARGE = 4_000_000;

  private static final String MAPPING = "start with name: and tasks:";

  private final SourceReader sources;
  private final double timeScale;
  private final boolean besideFile;

  /** Like the other one, with what {@code exec} tasks say about their folder left as it is. */
  public BatchFileReader(InputStream stdin, double timeScale) {
    this(stdin, timeScale, false);
  }

  /**
   * @param stdin what the file name {@code -} stands for
   * @param timeScale what the recorded times of WfFormat are multiplied by, 0 or more
   * @param besideFile whether {@code exec} tasks run in the folder of the file, and a relative
   *     {@code dir} starts there
   */
  public BatchFileReader(InputStream stdin, double timeScale, boolean besideFile) {
    this.besideFile = besideFile;
    this.sources = new SourceReader(stdin);
    this.timeScale = timeScale;
  }

  /**
   * The batch in a file.
   *
   * @param file a path, or {@code -}
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.FileSystemException if it can't be read, or is a directory
   * @throws FileRejectedException if it is no batch; with every problem that was found
   */
  public BatchFile read(String file) throws IOException, FileRejectedException {
    SourceText source = sources.read(file);
    Path folder = besideFile ? source.folder() : null;
    var problems = new Problems(source.name());
    BatchFile batch = read(source, folder, problems);
    List<FileTask> once = firstOfEachId(batch.tasks(), problems);
    PlaceholderCheck.of(batch, problems);
    if (problems.any()) {
      FileSubmission.judge(batch.withTasks(once), problems); // all of it is told at once
    }
    problems.throwIfAny();
    return batch;
  }

  private BatchFile read(SourceText source, @Nullable Path folder, Problems problems)
      throws FileRejectedException {
    if (JsonLines.looksLike(source)) {
      return new JsonLinesReader(source, folder, problems).read();
    }
    boolean braces = source.text().stripLeading().startsWith("{");
    boolean json = braces && !source.endsWith(".yaml", ".yml");
    boolean large = source.text().length() > LARGE;
    // Of a large file first everything but the tasks is read, because what holds for all of them
    // may stand behind them, and then one task after the other.
    var first = new Problems(source.name());
    Node root = tree(source, json, large ? first : problems, large ? task -> {} : null);
    if (!(root instanceof Node.Mapping mapping)) {
      throw problems.fatal(
          root.at(),
          SourceReader.NOT_A_BATCH_FILE + ": the file is " + root.kind().split("\\R", 2)[0],
          MAPPING);
    }
    if (WfFormatReader.recognises(mapping)) {
      return new WfFormatReader(source, large ? first : problems, timeScale).read(mapping);
    }
    return new BatchReader(source, folder, problems)
        .read(
            mapping,
            braces ? BatchFormat.JSON : BatchFormat.YAML,
            large ? taker -> tree(source, json, problems, taker) : tasksOf(mapping));
  }

  private static Node tree(
      SourceText source, boolean json, Problems problems, @Nullable NodeTaker tasks)
      throws FileRejectedException {
    return json
        ? new JsonTree(problems, 1, tasks).read(source.text())
        : YamlTree.read(problems, source.text(), tasks);
  }

  private static Tasks tasksOf(Node.Mapping mapping) {
    return taker -> {
      if (mapping.value(JsonTree.TASKS) instanceof Node.Sequence list) {
        for (Node task : list.items()) {
          taker.take(task);
        }
      }
    };
  }

  private static List<FileTask> firstOfEachId(List<FileTask> tasks, Problems problems) {
    Map<String, At> seen = HashMap.newHashMap(tasks.size());
    List<FileTask> once = new ArrayList<>(tasks.size());
    for (FileTask task : tasks) {
      At earlier = seen.putIfAbsent(task.id(), task.at());
      if (earlier == null) {
        once.add(task);
      } else {
        problems.add(
            task.at(),
            "task id '" + task.id() + "' stands twice (first at " + earlier + ")",
            "give each task an id of its own");
      }
    }
    return once;
  }
}
