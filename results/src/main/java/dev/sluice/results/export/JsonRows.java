package dev.sluice.results.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON: a list of objects, one object a line, or one object alone. */
final class JsonRows implements RowWriter {

  /** How several rows stand together. */
  enum Layout {
    LIST,
    LINES,
    ONE_OBJECT
  }

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .characterEscapes(new TerminalEscapes())
          .build()
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  private final OutputStream out;
  private final Layout layout;
  private final JsonGenerator json;

  JsonRows(OutputStream out, Layout layout) throws IOException {
    this.out = out;
    this.layout = layout;
    this.json = JSON.createGenerator(out);
    switch (layout) {
      case LIST -> {
        json.setPrettyPrinter(new OneRowALine());
        json.writeStartArray();
      }
      case LINES -> json.setRootValueSeparator(null);
      case ONE_OBJECT ->
          json.setPrettyPrinter(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withSeparators(
                      PrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(
                          Separators.Spacing.AFTER)));
    }
  }

  @Override
  public void write(Row row) throws IOException {
    value(row);
    if (layout == Layout.LINES) {
      json.writeRaw('\n');
    }
  }

  private void value(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Row row -> {
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> entry : row.values().entrySet()) {
          json.writeFieldName(entry.getKey());
          value(entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          value(item);
        }
        json.writeEndArray();
      }
      case Row.Json ready -> json.writeRawValue(TerminalEscapes.in(ready.text()));
      case Boolean bool -> json.writeBoolean(bool);
      case BigDecimal number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.longValue());
      default -> json.writeString(value.toString());
    }
  }

  @Override
  public void close() throws IOException {
    if (layout == Layout.LIST) {
      json.writeEndArray();
    }
    json.close();
    if (layout != Layout.LINES) {
      out.write("\n".getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  /** A list that people and line tools can both read. */
  private static final class OneRowALine extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;
    private int depth;

    @Override
    public void writeStartArray(JsonGenerator g) throws IOException {
      super.writeStartArray(g);
      depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator g) throws IOException {
      if (depth == 1) {
        g.writeRaw('\n');
      }
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(depth == 1 ? ",\n" : ",");
    }

    @Override
    public void writeEndArray(JsonGenerator g, int nrOfValues) throws IOException {
      depth--;
      g.writeRaw(depth == 0 ? "\n]" : "]");
    }
  }
}
