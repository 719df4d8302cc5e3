package dev.sluice.cli.output;

import dev.sluice.client.TaskResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A file of results, in the format that its extension says. It is there whole or not at all: it is
 * written beside its place and moved there when it is complete.
 */
public record ResultsFile(Path path, OutputFormat format) {

  private static final int BUFFER = 256 * 1024;

  /**
   * The file of this name.
   *
   * @throws IllegalArgumentException if the extension is none of {@code .jsonl .json .csv .yaml}
   */
  public static ResultsFile named(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    for (OutputFormat format : OutputFormat.values()) {
      if (format != OutputFormat.TABLE && name.endsWith("." + format)) {
        return new ResultsFile(path, format);
      }
    }
    throw new IllegalArgumentException(
        "--results " + path + ": the format is not known; end the name in .jsonl, .json or .csv");
  }

  /** Fails now rather than after the work if the file can't be written. */
  public void check() throws IOException {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (Files.isDirectory(path) || !Files.isWritable(folder)) {
      throw new FileSystemException(
          path.toString(), null, "can't be written; choose another name for the results");
    }
  }

  /** Writes all results, or leaves what was there before. */
  public long write(Stream<TaskResult> results) throws IOException {
    Path draft = Files.createTempFile(folder(), "." + path.getFileName(), ".part");
    try {
      long written = write(results, draft);
      Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return written;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private long write(Stream<TaskResult> results, Path draft) throws IOException {
    long written = 0;
    try (results;
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER);
        RowWriter rows = Output.rows(format, out)) {
      for (Iterator<TaskResult> all = results.iterator(); all.hasNext(); written++) {
        rows.write(ResultRow.of(all.next(), format));
      }
    }
    return written;
  }

  /** Where it is, or is going to be. */
  public Path folder() {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder;
  }
}
