package dev.sluice.worker.handler.builtin;

import dev.sluice.worker.handler.NonRetryableException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a program is. Looked up here and not where the program is started: an entry of PATH that is
 * relative would mean the task's directory there, which is the task's to choose.
 */
final class ProgramPath {

  private ProgramPath() {}

  /**
   * @param program a name, or an absolute path, which is returned as it is
   * @param searchPath the worker's PATH
   */
  static String of(String program, @Nullable String searchPath) throws NonRetryableException {
    if (program.startsWith("/")) {
      return program;
    }
    String directories = searchPath == null ? "" : searchPath;
    for (String directory : directories.split(File.pathSeparator, -1)) {
      if (directory.startsWith("/")) {
        Path candidate = Path.of(directory, program);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return candidate.toString();
        }
      }
    }
    throw new NonRetryableException(
        "The program " + program + " is in no absolute directory of the worker's PATH");
  }
}
