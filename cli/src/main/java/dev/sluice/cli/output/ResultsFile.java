package dev.sluice.cli.output;

import dev.sluice.client.TaskResult;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.export.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file of results, in the format that its extension says. It is there whole or not at all, and
 * takes the place of the results of an earlier run.
 */
public record ResultsFile(WholeFile file, OutputFormat format) {

  /**
   * The file of this name.
   *
   * @throws IllegalArgumentException if the extension is none of {@code .jsonl .json .csv .yaml}
   */
  public static ResultsFile named(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    for (OutputFormat format : OutputFormat.values()) {
      if (format != OutputFormat.TABLE && name.endsWith("." + format)) {
        return new ResultsFile(new WholeFile(path, true), format);
      }
    }
    throw new IllegalArgumentException(
        "--results " + path + ": the format is not known; end the name in .jsonl, .json or .csv");
  }

  /** Fails now rather than after the work if the file can't be written. */
  public void check() throws IOException {
    file.check();
  }

  /**
   * Writes all results, or leaves what was there before.
   *
   * @param draftAt is told where they are until all are written
   */
  public long write(Stream<TaskResult> results, Consumer<Path> draftAt) throws IOException {
    var written = new AtomicLong();
    file.write(out -> written.set(write(results, out)), draftAt);
    return written.get();
  }

  private long write(Stream<TaskResult> results, OutputStream out) throws IOException {
    long written = 0;
    try (results;
        RowWriter rows = Output.rows(format, out)) {
      for (Iterator<TaskResult> all = results.iterator(); all.hasNext(); written++) {
        rows.write(Output.result(all.next(), format));
      }
    }
    return written;
  }

  public Path path() {
    return file.path();
  }

  /** Where it is, or is going to be. */
  public Path folder() {
    return file.folder();
  }
}
