package dev.sluice.cli.output;

import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes rows as YAML: a list of mappings, or one mapping alone. */
final class YamlRows implements RowWriter {

  private final OutputStream out;
  private final boolean list;
  private final Yaml yaml;

  YamlRows(OutputStream out, boolean list) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    this.out = out;
    this.list = list;
    this.yaml = new Yaml(new PlainNumbers(options), options);
  }

  @Override
  public void write(Row row) throws IOException {
    Object plain = plain(row);
    String text = yaml.dump(list ? List.of(plain) : plain);
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Row row -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        row.values().forEach((name, v) -> map.put(name, v == null ? null : plain(v)));
        yield map;
      }
      case List<?> items -> items.stream().map(YamlRows::plain).toList();
      case Row.Json json -> new Yaml().load(json.text());
      default -> value;
    };
  }

  /** Without this a whole number in a BigDecimal gets a tag, {@code !!float '0'}. */
  private static final class PlainNumbers extends Representer {

    PlainNumbers(DumperOptions options) {
      super(options);
      representers.put(
          BigDecimal.class,
          data -> {
            var number = (BigDecimal) data;
            return representScalar(
                number.scale() > 0 ? Tag.FLOAT : Tag.INT, number.toPlainString());
          });
    }
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
