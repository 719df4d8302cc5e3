package dev.sluice.results.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.client.TaskResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file of results, as {@code run --results} and {@code export} write them as JSON, with one
 * object a line or as a list. Outputs are skipped.
 */
public record ResultFile(Path file) {

  private static final String REMEDY =
      "give a .jsonl or .json file of sluice export or run --results";
  private static final JsonFactory JSON = new JsonFactory();

  public ResultFile {
    Objects.requireNonNull(file, "file");
  }

  /**
   * The results, read while they are asked for; may be asked again. A line that is no result ends
   * the stream with an {@link UncheckedIOException} that names it.
   *
   * @throws IOException if the file can't be opened
   */
  public Stream<TaskResult> read() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe could not be read twice
      throw new FileSystemException(file.toString(), null, "is no ordinary file; " + REMEDY);
    }
    JsonParser parser = JSON.createParser(Files.newInputStream(file));
    Iterator<TaskResult> lines = new Lines(parser);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(() -> {
          try {
            parser.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private final class Lines implements Iterator<TaskResult> {

    private final JsonParser parser;
    private @Nullable TaskResult next;

    Lines(JsonParser parser) {
      this.parser = parser;
    }

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = read();
      }
      return next != null;
    }

    @Override
    public TaskResult next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      TaskResult result = Objects.requireNonNull(next);
      next = null;
      return result;
    }

    private @Nullable TaskResult read() {
      try {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
          token = parser.nextToken();
        }
        if (token == null) {
          return null;
        }
        if (token != JsonToken.START_OBJECT) {
          throw new IllegalArgumentException("it does not begin with {");
        }
        return new ResultReader(parser).read();
      } catch (JacksonException | IllegalArgumentException e) {
        throw new UncheckedIOException(noResult(e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private IOException noResult(Exception cause) {
      String why =
          cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
      var failure =
          new FileSystemException(
              file + ":" + parser.currentLocation().getLineNr(),
              null,
              "no result: " + why + "; " + REMEDY);
      failure.initCause(cause);
      return failure;
    }
  }
}
