package dev.sluice.client.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Parameters as JSON. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /**
   * The UTF-8 bytes of this object.
   *
   * @throws JsonProcessingException if it has something that is no JSON
   * @throws CharacterCodingException if it has text that is no Unicode, which Jackson would replace
   */
  public static byte[] bytes(Map<String, ?> object)
      throws JsonProcessingException, CharacterCodingException {
    String json = MAPPER.writeValueAsString(object);
    ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }
}
