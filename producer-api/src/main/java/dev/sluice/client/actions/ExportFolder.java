package dev.sluice.client.actions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The one folder in which exports are written. Callers never name a path: the file's name is made
 * here, the file is always a new one, and no link is followed on the way to it.
 */
public final class ExportFolder {

  private static final int RANDOM_BYTES = 8;
  private static final Set<OpenOption> ALWAYS_NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  private ExportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder at this path.
   *
   * @throws IOException if there is none, or nothing can be written in it
   */
  public static ExportFolder at(Path path) throws IOException {
    Path real = path.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new NotDirectoryException(path.toString());
    }
    if (!Files.isWritable(real)) {
      throw new AccessDeniedException(path.toString());
    }
    return new ExportFolder(real);
  }

  /** Where it is, without links. */
  public Path path() {
    return folder;
  }

  /** The name of a new file for an export of this batch. */
  Path newFile(String batchId, String extension) throws IOException {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    // An id may hold a colon, which some file systems take for something else.
    String name =
        "sluice-%s-%s.%s"
            .formatted(batchId.replace(':', '_'), HexFormat.of().formatHex(bytes), extension);
    Path file = folder.resolve(name).normalize();
    if (!folder.equals(file.getParent()) || !folder.toRealPath().equals(folder)) {
      throw new FileSystemException(name, null, "is not in the folder for exports any more");
    }
    return file;
  }

  /** Opens a file that is not there yet, for its owner alone where the file system knows owners. */
  OutputStream create(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Channels.newOutputStream(Files.newByteChannel(file, ALWAYS_NEW, attributes));
  }
}
