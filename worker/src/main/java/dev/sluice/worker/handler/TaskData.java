package dev.sluice.worker.handler;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Bytes that a handler is given, in the form that it wants them: parameters, the output of a need,
 * the details of an earlier attempt.
 *
 * @param name what they are, for messages
 * @param buffer the bytes, read-only
 */
public record TaskData(String name, ByteBuffer buffer) {

  public TaskData {
    Objects.requireNonNull(name, "name");
    buffer = buffer.asReadOnlyBuffer();
  }

  /**
   * What Jackson makes of a value.
   *
   * @param name what it is, for messages
   * @throws IllegalArgumentException if it can't be written
   */
  public static TaskData ofJson(String name, Object value) {
    return new TaskData(name, ByteBuffer.wrap(HandlerJson.write(name, value)));
  }

  /** A read-only view of its own. */
  @Override
  public ByteBuffer buffer() {
    return buffer.asReadOnlyBuffer();
  }

  public boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  /** A copy. */
  public byte[] bytes() {
    byte[] bytes = new byte[buffer.remaining()];
    buffer().get(bytes);
    return bytes;
  }

  /** As UTF-8, whatever the content type. */
  public String text() {
    return StandardCharsets.UTF_8.decode(buffer()).toString();
  }

  /**
   * As JSON; no bytes are an empty object.
   *
   * @throws NonRetryableException if they are not JSON
   */
  public JsonNode json() throws NonRetryableException {
    return json(JsonNode.class);
  }

  /**
   * Like {@link #json()}, mapped by Jackson. Types are strict: a number is no text, a fraction no
   * whole number, and a primitive must be there; but a text such as {@code "12"} is a number,
   * because outputs that are put into params are always texts. A field that the type does not know
   * is an error, unless the type says {@code @JsonIgnoreProperties(ignoreUnknown = true)}.
   *
   * @throws NonRetryableException if they don't fit; the message names the place, as in {@code
   *     params.sizes[2].width}
   */
  public <T> T json(Class<T> type) throws NonRetryableException {
    return HandlerJson.read(this, type);
  }

  /** Like {@link #json(Class)}, for types with parameters such as {@code List<Size>}. */
  public <T> T json(TypeReference<T> type) throws NonRetryableException {
    return HandlerJson.read(this, type.getType());
  }
}
