package dev.sluice.cli.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a local Sluice keeps its data.
 *
 * @param temporary whether it is removed at the end
 */
record LocalDirectory(Path path, boolean temporary) {

  static LocalDirectory of(@Nullable Path wanted) throws IOException {
    return wanted == null
        ? new LocalDirectory(Files.createTempDirectory("sluice-run-"), true)
        : new LocalDirectory(wanted.toAbsolutePath(), false);
  }

  Path broker() {
    return path.resolve("broker");
  }

  Path scheduler() {
    return path.resolve("scheduler");
  }

  /** Removes a temporary directory; files that somebody removes at the same time don't matter. */
  void removeIfTemporary() {
    for (int attempt = 0; temporary && attempt < 3 && Files.exists(path); attempt++) {
      try {
        Files.walkFileTree(path, new Removal());
      } catch (IOException e) {
        // something was still being written: once more
      }
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
