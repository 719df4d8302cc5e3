package dev.sluice.cli;

import dev.sluice.results.export.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes that may write a file instead of stdout. */
final class ToFileOptions {

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Writes this file, whole or not at all, instead of stdout.")
  @Nullable Path path;

  @Option(names = "--force", description = "With --to: replaces a file that is there already.")
  boolean force;

  @Nullable Path path() {
    return path;
  }

  /** Where results may wait until they are written. */
  Path folder() {
    Path folder = path == null ? null : path.toAbsolutePath().getParent();
    return folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
  }

  /** Fails now rather than after the work if the file can't be written. */
  void check() throws IOException {
    if (force && path == null) {
      throw new CommandException(ExitCode.USAGE, "--force is for --to; add it");
    }
    if (path != null) {
      new WholeFile(path, force).check();
    }
  }

  /**
   * Writes the file, or to stdout.
   *
   * @return the file, null for stdout
   */
  @Nullable Path write(Console console, WholeFile.Content content) throws IOException {
    if (path == null) {
      content.writeTo(console.out());
      console.out().flush();
    } else {
      new WholeFile(path, force).write(content, console.signals()::discard);
    }
    return path;
  }
}
