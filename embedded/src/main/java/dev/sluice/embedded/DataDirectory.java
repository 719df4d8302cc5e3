package dev.sluice.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The directory of one embedded broker: {@code kafka/} with the logs, {@code sluice.lock} with the
 * process that uses it.
 */
record DataDirectory(Path root) {

  /** Creates what is missing, for the owner only, and checks that it can be written. */
  static DataDirectory prepared(Path root) {
    DataDirectory directory = new DataDirectory(root);
    try {
      Files.createDirectories(directory.logs(), ownerOnly(root));
    } catch (FileAlreadyExistsException e) {
      throw new EmbeddedBrokerException(
          directory + " cannot be used, " + e.getFile() + " is a file: choose another one", e);
    } catch (IOException e) {
      throw new EmbeddedBrokerException(
          directory + " cannot be created (" + e + "): choose one that you may write", e);
    }
    if (!Files.isWritable(root) || !Files.isWritable(directory.logs())) {
      throw new EmbeddedBrokerException(
          directory + " is not writable: choose another one or change its permissions");
    }
    return directory;
  }

  Path logs() {
    return root.resolve("kafka");
  }

  Path lockFile() {
    return root.resolve("sluice.lock");
  }

  /**
   * Whether a broker has used the directory before.
   *
   * @throws EmbeddedBrokerException if it has, and what it left cannot be read
   */
  boolean formatted() {
    Path identity = logs().resolve("meta.properties");
    if (!Files.exists(identity)) {
      if (holdsRecords()) {
        throw damaged(identity, "is missing although there are logs");
      }
      return false;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(identity)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(identity, "cannot be read (" + e.getMessage() + ")");
    }
    String node = Integer.toString(BrokerSettings.NODE_ID);
    if (!"1".equals(properties.getProperty("version"))
        || properties.getProperty("cluster.id", "").isEmpty()
        || !node.equals(properties.getProperty("node.id"))) {
      throw damaged(
          identity, "must have version=1, node.id=" + node + " and a cluster.id, but has not");
    }
    return true;
  }

  private boolean holdsRecords() {
    try (Stream<Path> entries = Files.list(logs())) {
      return entries.anyMatch(Files::isDirectory);
    } catch (IOException e) {
      throw new EmbeddedBrokerException(this + " cannot be listed: " + e, e);
    }
  }

  private EmbeddedBrokerException damaged(Path file, String how) {
    return new EmbeddedBrokerException(
        this
            + " is damaged or belongs to another Kafka: "
            + file
            + " "
            + how
            + "; restore it, or start with an empty directory");
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return "data directory " + root;
  }
}
