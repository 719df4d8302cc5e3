package dev.sluice.cli.results;

import dev.sluice.client.TaskResult;
import dev.sluice.results.export.ResultFile;
import dev.sluice.results.report.Heading;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a report is made of: a batch that is recorded, or a file of its results. */
public interface Finished extends Closeable {

  /** Which batch it is. */
  Heading heading() throws IOException;

  /** The last result of each task, in no particular order; may be asked again. */
  Stream<TaskResult> results() throws IOException;

  @Override
  void close() throws IOException;

  /** The results in this file. */
  static Finished file(Path file) {
    return new Finished() {

      @Override
      public Heading heading() throws IOException {
        return Heading.ofResults(String.valueOf(file.getFileName()), results());
      }

      @Override
      public Stream<TaskResult> results() throws IOException {
        return new ResultFile(file).read();
      }

      @Override
      public void close() {
        // opened and closed with each reading
      }
    };
  }
}
