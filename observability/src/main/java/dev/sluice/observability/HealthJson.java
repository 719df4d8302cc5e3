package dev.sluice.observability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** The JSON of a health: {@code status}, {@code reasons} where something is wrong, then details. */
final class HealthJson {

  private static final JsonFactory JSON = new JsonFactory();

  private HealthJson() {}

  static byte[] of(Health health) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("status", health.ok() ? "up" : "down");
      if (!health.ok()) {
        json.writeArrayFieldStart("reasons");
        for (String reason : health.reasons()) {
          json.writeString(reason);
        }
        json.writeEndArray();
      }
      for (Map.Entry<String, Object> detail : health.details().entrySet()) {
        json.writeFieldName(detail.getKey());
        write(json, detail.getValue());
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      default -> json.writeString(value.toString());
    }
  }
}
