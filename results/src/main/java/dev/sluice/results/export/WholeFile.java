package dev.sluice.results.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A file that is there whole or not at all: it is written under another name beside its place and
 * moved there when it is complete. Only its owner may read it. A symbolic link at its place is
 * never followed, what it points to stays as it is.
 *
 * @param replaces whether it takes the place of a file that is there already
 */
public record WholeFile(Path path, boolean replaces) {

  private static final int BUFFER = 256 * 1024;

  public WholeFile {
    Objects.requireNonNull(path, "path");
  }

  /** Writes what stands in the file. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it and leaves the stream open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Fails now rather than after the work if the file can't be written.
   *
   * @throws FileAlreadyExistsException if it is there and is not to be replaced
   */
  public void check() throws IOException {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    boolean there = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    boolean ordinary = Files.isRegularFile(path) || Files.isSymbolicLink(path);
    if ((there && !ordinary) || !Files.isWritable(folder)) {
      throw new FileSystemException(path.toString(), null, "can't be written; choose another name");
    }
    if (there && !replaces) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  /**
   * Writes the file, or leaves what was there before.
   *
   * @throws FileAlreadyExistsException if it is there by now and is not to be replaced
   */
  public void write(Content content) throws IOException {
    write(content, draft -> {});
  }

  /**
   * Like {@link #write(Content)}, and also tells where it is until it is complete: what ends the
   * process at once can take it away.
   */
  public void write(Content content, Consumer<Path> draftAt) throws IOException {
    Path draft = Files.createTempFile(folder(), "." + path.getFileName(), ".part");
    draftAt.accept(draft);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER)) {
        content.writeTo(out);
      }
      if (replaces) {
        Files.move(
            draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } else {
        appear(draft);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A second name, because a move would silently replace a file that came in the meantime. */
  private void appear(Path draft) throws IOException {
    try {
      Files.createLink(path, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(draft, path); // a file system without second names
    }
  }

  /** Where it is, or is going to be. */
  public Path folder() {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder;
  }
}
