package dev.sluice.results.export;

import dev.sluice.client.TaskResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Writes results one by one as they come, and keeps none.
 *
 * @param text what becomes of text in CSV
 */
public record ResultExport(ExportFormat format, CsvText text) {

  /** How many results are written before the reader is asked again whether it still reads. */
  private static final int ASKED_EVERY = 1000;

  public ResultExport {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(text, "text");
  }

  /**
   * Writes all results and closes their stream; the output stays open.
   *
   * @return how many there were
   */
  public long write(Stream<TaskResult> results, OutputStream out) throws IOException {
    return write(results, out, () -> false);
  }

  /**
   * Like {@link #write(Stream, OutputStream)}, and also stops soon after nobody reads any more.
   *
   * @param abandoned whether whoever reads the output has gone
   */
  public long write(Stream<TaskResult> results, OutputStream out, BooleanSupplier abandoned)
      throws IOException {
    long written = 0;
    try (results;
        RowWriter rows = format.rows(out, text)) {
      for (Iterator<TaskResult> all = results.iterator(); all.hasNext(); ) {
        rows.write(row(all.next()));
        written++;
        if (written % ASKED_EVERY == 0 && abandoned.getAsBoolean()) {
          return written;
        }
      }
    }
    return written;
  }

  private Row row(TaskResult result) {
    return switch (format) {
      case JSON, JSONL -> ResultRow.of(result);
      case CSV -> ResultRow.flat(result);
    };
  }
}
