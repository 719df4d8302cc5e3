package dev.sluice.worker.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.lang.reflect.Type;

/** The one way in which handlers' data is read and written as JSON. */
final class HandlerJson {

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  // Modules of the class path, such as the one for java.time, are used where there are any.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .withCoercionConfig(LogicalType.Integer, HandlerJson::noGaps)
          .withCoercionConfig(LogicalType.Float, HandlerJson::noGaps)
          .withCoercionConfig(
              LogicalType.Boolean,
              flag ->
                  flag.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .build();

  private HandlerJson() {}

  // A text that is a number is one, because an output that is put into params is always text.
  private static void noGaps(MutableCoercionConfig number) {
    number
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  static <T> T read(TaskData data, Type type) throws NonRetryableException {
    JavaType target = MAPPER.constructType(type);
    byte[] bytes = data.isEmpty() ? EMPTY_OBJECT : data.bytes();
    T value;
    try {
      value = MAPPER.readValue(bytes, target);
    } catch (JsonMappingException e) {
      String why = data.name() + at(e) + ": " + message(e);
      throw new NonRetryableException(why, e);
    } catch (JsonProcessingException e) {
      throw new NonRetryableException(data.name() + ": not JSON: " + place(e), e);
    } catch (IOException e) {
      throw new NonRetryableException(data.name() + ": " + e.getMessage(), e);
    }
    if (value == null) {
      throw new NonRetryableException(data.name() + ": null, expected " + target.toCanonical());
    }
    return value;
  }

  /**
   * @throws IllegalArgumentException if Jackson can't write it
   */
  static byte[] write(String name, Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          name + ": can't be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String place(JsonProcessingException e) {
    var at = e.getLocation();
    return e.getOriginalMessage()
        + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
  }

  /** Without hints that are for the mapper's owner. */
  private static String message(JsonMappingException e) {
    return e.getOriginalMessage()
        .replaceFirst(" \\(set DeserializationConfig.*\\)$", "")
        .replace("Cannot map `null` into", "missing or null, expected");
  }

  /** Where in the value, as in {@code .sizes[2].width}. */
  private static String at(JsonMappingException e) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference each : e.getPath()) {
      if (each.getFieldName() == null) {
        path.append('[').append(each.getIndex()).append(']');
      } else {
        path.append('.').append(each.getFieldName());
      }
    }
    return path.toString();
  }
}
