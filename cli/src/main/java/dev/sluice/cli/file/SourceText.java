package dev.sluice.cli.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file.
 *
 * @param name how messages call it: the path as it was given
 * @param path null for standard input
 */
record SourceText(String name, @Nullable Path path, String text) {

  /** The file's name without its folders and extension: what a batch is called by default. */
  String baseName() {
    if (path == null || path.getFileName() == null) {
      return "stdin";
    }
    String file = path.getFileName().toString();
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  /** The folder that the file is in; for standard input the current one. */
  Path folder() {
    Path start = path == null ? Path.of("stdin") : path;
    Path folder = start.toAbsolutePath().normalize().getParent();
    return folder == null ? Path.of("/") : folder;
  }

  boolean endsWith(String... extensions) {
    for (String extension : extensions) {
      if (name.endsWith(extension)) {
        return true;
      }
    }
    return false;
  }
}
