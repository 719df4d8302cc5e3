package dev.sluice.scheduler;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state directory for this process: a second scheduler on it is told so at once, with the
 * id of the process that has it.
 */
final class StateDirectoryCheck implements AutoCloseable {

  private final Path directory;
  private final FileChannel file;
  private final FileLock lock;

  private StateDirectoryCheck(Path directory, FileChannel file, FileLock lock) {
    this.directory = directory;
    this.file = file;
    this.lock = lock;
  }

  /**
   * A name that is the same each time a scheduler starts on this directory, and on no other: one
   * that was killed is known again when it comes back, and goes on at once.
   *
   * @throws SchedulerStartException if it can't be read or written
   */
  String member() {
    Path name = directory.resolve("member");
    try {
      if (Files.notExists(name)) {
        Files.writeString(name, UUID.randomUUID() + "\n");
      }
      return Files.readString(name).strip();
    } catch (IOException e) {
      throw notUsable(directory, e);
    }
  }

  /**
   * Creates the directory if it is missing and takes it.
   *
   * @throws SchedulerStartException if it can't be written or another process has it
   */
  static StateDirectoryCheck take(Path directory) {
    Path owner = directory.resolve("owner");
    try {
      Files.createDirectories(directory);
      FileChannel file =
          FileChannel.open(
              owner, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(file);
      if (lock == null) {
        String pid = Files.readString(owner).strip();
        file.close();
        throw new SchedulerStartException(
            "State directory "
                + directory.toAbsolutePath()
                + " is in use by process "
                + pid
                + "; stop it, or set "
                + SchedulerKeys.STATE_DIRECTORY.name()
                + " to another directory",
            null);
      }
      file.truncate(0);
      file.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return new StateDirectoryCheck(directory, file, lock);
    } catch (IOException e) {
      throw notUsable(directory, e);
    }
  }

  private static SchedulerStartException notUsable(Path directory, IOException e) {
    return new SchedulerStartException(
        "State directory "
            + directory.toAbsolutePath()
            + " can't be written ("
            + e
            + "); correct its rights, or set "
            + SchedulerKeys.STATE_DIRECTORY.name()
            + " to another directory",
        e);
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }
}
