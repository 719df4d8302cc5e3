package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The schemas of every released version, which ship as {@code dev/sluice/schemas/vN/Name.avsc}: new
 * code reads what old code wrote.
 */
public final class ReleasedSchemas {

  /** The number of the newest released version. */
  public static final int NEWEST = 1;

  private ReleasedSchemas() {}

  /** The released schemas of a record type, oldest first; a version before the type has none. */
  public static List<Schema> of(Class<? extends SluiceRecord> type) {
    List<Schema> schemas = new ArrayList<>();
    for (int version = 1; version <= NEWEST; version++) {
      String name = "/dev/sluice/schemas/v" + version + "/" + type.getSimpleName() + ".avsc";
      try (InputStream resource = ReleasedSchemas.class.getResourceAsStream(name)) {
        if (resource != null) {
          String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
          schemas.add(new Schema.Parser().parse(text));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(name, e);
      }
    }
    return List.copyOf(schemas);
  }
}
