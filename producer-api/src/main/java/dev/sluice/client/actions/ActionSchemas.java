package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arguments of every action as JSON Schema (2020-12). The actions check more than a schema can
 * say, and never less.
 */
public final class ActionSchemas {

  private static final String DEFINITIONS = "$defs";
  private static final String REFERENCE = "#/$defs/";

  private final ObjectNode all;

  private ActionSchemas(ObjectNode all) {
    this.all = all;
  }

  /** Reads the schemas that belong to this version. */
  public static ActionSchemas read() {
    try (InputStream in = ActionSchemas.class.getResourceAsStream("schemas.json")) {
      if (in == null) {
        throw new IllegalStateException("schemas.json is not beside this class");
      }
      return new ActionSchemas((ObjectNode) ActionJson.MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of an action's arguments, whole in itself. */
  public ObjectNode of(ActionName action) {
    ObjectNode schema = arguments(action);
    Set<String> used = new TreeSet<>();
    collect(schema, used);
    if (!used.isEmpty()) {
      ObjectNode definitions = schema.putObject(DEFINITIONS);
      used.forEach(name -> definitions.set(name, all.get(DEFINITIONS).get(name).deepCopy()));
    }
    return schema;
  }

  /** The schema of an action's arguments, which refers to {@link #definitions}. */
  public ObjectNode arguments(ActionName action) {
    return all.get("actions").get(action.word()).deepCopy();
  }

  /** What the schemas have in common, for the key {@code $defs} of a schema that has several. */
  public ObjectNode definitions() {
    return all.get(DEFINITIONS).deepCopy();
  }

  private void collect(JsonNode schema, Set<String> used) {
    for (JsonNode reference : schema.findValues("$ref")) {
      String name = reference.textValue().substring(REFERENCE.length());
      if (used.add(name)) {
        collect(all.get(DEFINITIONS).get(name), used);
      }
    }
  }
}
