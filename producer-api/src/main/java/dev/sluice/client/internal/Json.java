package dev.sluice.client.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Parameters as JSON. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** The UTF-8 bytes of this object. */
  public static byte[] bytes(Map<String, ?> object) throws JsonProcessingException {
    return MAPPER.writeValueAsBytes(object);
  }
}
