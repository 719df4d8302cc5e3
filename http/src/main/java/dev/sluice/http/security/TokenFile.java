package dev.sluice.http.security;

import dev.sluice.schemas.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that are let in, from a file with one {@link Token} a line and {@code #} before
 * comments. Read again when the file changes, so that a line that was removed stops counting; a
 * file that can't be read any more lets nobody in.
 */
public final class TokenFile {

  private static final Logger log = LoggerFactory.getLogger(TokenFile.class);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private volatile Read read;

  private record Read(FileTime modified, long size, List<Token> tokens) {}

  private TokenFile(Path file, Read read) {
    this.file = file;
    this.read = read;
  }

  /**
   * Reads the file.
   *
   * @throws ConfigurationException if it can't be read, has a line that is none, or no token, or if
   *     others than its owner can write it
   */
  public static TokenFile at(Path file, String key) {
    try {
      Read read = read(file);
      if (othersWrite(file)) {
        throw new ConfigurationException(
            key,
            file.toString(),
            "can be written by others, who could let in whom they like; chmod 600 " + file);
      }
      if (read.tokens().isEmpty()) {
        throw new ConfigurationException(
            key, file.toString(), "has no token; add one with sluice token --file " + file);
      }
      return new TokenFile(file, read);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          key, file.toString(), "can't be used: " + e.getMessage() + "; see sluice token", e);
    }
  }

  private static boolean othersWrite(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return false;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * Adds a token. Makes the file if there is none, for its owner alone.
   *
   * @throws IllegalArgumentException if the file is no token file, or has a token of this name
   */
  public static void add(Path file, Token token) throws IOException {
    if (Files.notExists(file)) {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createFile(file);
      }
    }
    if (read(file).tokens().stream().anyMatch(one -> one.name().equals(token.name()))) {
      throw new IllegalArgumentException(
          "there is a token " + token.name() + " already; choose another name");
    }
    String text = Files.readString(file);
    String line = (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + token.line() + "\n";
    Files.writeString(file, line, StandardOpenOption.APPEND);
  }

  /** Whose secret this is. */
  public Optional<Token> find(String secret) {
    String hash = Token.hashOf(secret);
    Token found = null;
    // All of them, so that the time does not tell where it stands.
    for (Token token : current().tokens()) {
      if (token.is(hash)) {
        found = token;
      }
    }
    return Optional.ofNullable(found);
  }

  private Read current() {
    Read last = read;
    try {
      if (!last.modified().equals(Files.getLastModifiedTime(file))
          || last.size() != Files.size(file)) {
        last = read(file);
        read = last;
        log.info("The tokens in {} were read again: {}", file, last.tokens().size());
      }
      return last;
    } catch (IOException | IllegalArgumentException e) {
      log.warn("The tokens in {} can't be read, nobody is let in: {}", file, e.toString());
      return new Read(last.modified(), last.size(), List.of());
    }
  }

  private static Read read(Path file) throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    long size = Files.size(file);
    List<Token> tokens = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        tokens.add(token(text, number));
      }
    }
    return new Read(modified, size, List.copyOf(tokens));
  }

  private static Token token(String text, int number) {
    String[] words = text.split("\\s+", -1);
    Optional<Role> role = Role.of(words[0]);
    if (words.length != 3 || role.isEmpty()) {
      throw new IllegalArgumentException(
          "line " + number + " is not: reader|operator|admin NAME HASH");
    }
    return new Token(role.get(), words[1], words[2]);
  }
}
