package dev.sluice.cli.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a node as JSON. Numbers keep their digits. */
final class NodeJson {

  private static final JsonFactory JSON = new JsonFactory();

  private NodeJson() {}

  static byte[] bytes(Node node) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      write(node, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    switch (node) {
      case Node.Scalar scalar -> write(scalar, json);
      case Node.Sequence sequence -> {
        json.writeStartArray();
        for (Node item : sequence.items()) {
          write(item, json);
        }
        json.writeEndArray();
      }
      case Node.Mapping mapping -> {
        json.writeStartObject();
        for (Node.Entry entry : mapping.entries()) {
          json.writeFieldName(entry.key());
          write(entry.value(), json);
        }
        json.writeEndObject();
      }
    }
  }

  private static void write(Node.Scalar scalar, JsonGenerator json) throws IOException {
    switch (scalar.reading()) {
      case TEXT -> json.writeString(scalar.text());
      case NUMBER -> json.writeNumber(scalar.text());
      case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(scalar.text()));
      case NULL -> json.writeNull();
    }
  }
}
