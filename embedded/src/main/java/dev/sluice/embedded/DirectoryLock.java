package dev.sluice.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second broker, of this process or of another one, out of a data directory.
 *
 * <p>The operating system frees the lock when the process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * The directories that this JVM uses. POSIX forgets all locks of a process on a file when any of
   * its channels to that file is closed, so this JVM must not even open a lock file that it holds.
   */
  private static final Set<Path> HELD_BY_THIS_JVM = ConcurrentHashMap.newKeySet();

  /** Beyond the text of the file: where locks are mandatory others can still read the owner. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path key;
  private final FileChannel channel;

  private final boolean previousOwnerKilled;

  private DirectoryLock(Path key, FileChannel channel, boolean previousOwnerKilled) {
    this.key = key;
    this.channel = channel;
    this.previousOwnerKilled = previousOwnerKilled;
  }

  /**
   * Takes the directory.
   *
   * @throws EmbeddedBrokerException at once if it is in use, with the owner's process id
   */
  static DirectoryLock take(DataDirectory directory) {
    Path key;
    try {
      key = directory.root().toRealPath();
    } catch (IOException e) {
      throw unlockable(directory, e);
    }
    if (!HELD_BY_THIS_JVM.add(key)) {
      throw inUse(directory, "this process");
    }
    DirectoryLock lock = null;
    try {
      FileChannel channel = lockedChannel(directory);
      lock = new DirectoryLock(key, channel, channel.size() > 0);
      lock.nameOwner();
      return lock;
    } catch (IOException e) {
      throw unlockable(directory, e);
    } finally {
      if (lock == null) {
        HELD_BY_THIS_JVM.remove(key);
      }
    }
  }

  /** The directories in use by brokers of this JVM, for the message of a fatal failure. */
  static Set<Path> heldByThisJvm() {
    return Set.copyOf(HELD_BY_THIS_JVM);
  }

  private static FileChannel lockedChannel(DataDirectory directory) throws IOException {
    FileChannel channel =
        FileChannel.open(directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw inUse(directory, "process " + owner(directory));
      }
      return channel;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private void nameOwner() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static String owner(DataDirectory directory) {
    try {
      String pid = Files.readString(directory.lockFile(), StandardCharsets.US_ASCII).strip();
      return pid.isEmpty() ? "(unknown)" : pid;
    } catch (IOException e) {
      return "(unknown)";
    }
  }

  private static EmbeddedBrokerException inUse(DataDirectory directory, String owner) {
    return new EmbeddedBrokerException(
        directory + " is in use by " + owner + ": stop it or choose another directory");
  }

  private static EmbeddedBrokerException unlockable(DataDirectory directory, IOException cause) {
    return new EmbeddedBrokerException(
        directory + " cannot be locked (" + cause + "): choose one on a local disk", cause);
  }

  /** Whether the last owner ended without releasing the directory. */
  boolean previousOwnerKilled() {
    return previousOwnerKilled;
  }

  /** Releases the directory of a broker that has stopped. */
  @Override
  public void close() {
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      throw new EmbeddedBrokerException("lock of " + key + " cannot be released: " + e, e);
    } finally {
      HELD_BY_THIS_JVM.remove(key);
    }
  }
}
