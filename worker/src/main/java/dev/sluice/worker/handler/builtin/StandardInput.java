package dev.sluice.worker.handler.builtin;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a program reads. It is a file and no pipe, because a program that does not read would keep
 * the writer of a pipe waiting. Closed as soon as the program has it open: the file is gone then.
 */
final class StandardInput implements AutoCloseable {

  private final @Nullable Path file;

  private StandardInput(@Nullable Path file) {
    this.file = file;
  }

  static StandardInput of(Optional<String> text) throws IOException {
    if (text.isEmpty()) {
      return new StandardInput(null);
    }
    Path file = Files.createTempFile("sluice-exec-", ".in"); // its owner's alone
    try {
      Files.writeString(file, text.get());
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
    return new StandardInput(file);
  }

  /** Without a text: a pipe, to be closed at once. */
  Redirect redirect() {
    return file == null ? Redirect.PIPE : Redirect.from(file.toFile());
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
