package dev.sluice.schemas.serde;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * The registry's schemas as this process has seen them. What is known stays known while the
 * registry is away; an id that the registry did not know is asked for again after a moment only, so
 * that a flood of bad records does not become a flood of requests.
 */
final class RegisteredSchemas {

  private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int MOST_ABSENT = 10_000;

  private final SubjectNames names;
  private final boolean autoRegister;
  private final @Nullable RegistryClient client;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Long> absent = new ConcurrentHashMap<>();

  RegisteredSchemas(SubjectNames names, boolean autoRegister, @Nullable RegistryClient client) {
    this.names = names;
    this.autoRegister = autoRegister;
    this.client = client;
  }

  /** The id of a schema that is written to a topic. */
  int id(String topic, Schema schema) {
    if (client == null) {
      throw new IllegalStateException("no schema.registry.url");
    }
    String subject = names.subject(topic, schema);
    return autoRegister ? client.register(subject, schema) : client.lookUp(subject, schema);
  }

  /** The schema of an id. */
  Schema schema(int id) throws UndecodableRecordException {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    if (client == null) {
      throw new UndecodableRecordException(
          "framed for a schema registry (schema " + id + "); set schema.registry.url to read it",
          null);
    }
    if (absent(id)) {
      throw new UndecodableRecordException("the registry has no Avro schema " + id, null);
    }
    try {
      Schema schema = new Schema.Parser().parse(client.schema(id));
      schemas.put(id, schema);
      return schema;
    } catch (UndecodableRecordException e) {
      remember(id);
      throw e;
    } catch (SchemaParseException e) {
      remember(id);
      throw new UndecodableRecordException("schema " + id + " is no Avro schema", e);
    }
  }

  /** Whether {@link #schema} would ask the registry. */
  boolean unknown(int id) {
    return client != null && !schemas.containsKey(id) && !absent(id);
  }

  private boolean absent(int id) {
    Long asked = absent.get(id);
    return asked != null && System.nanoTime() - asked < ASK_AGAIN_NANOS;
  }

  private void remember(int id) {
    if (absent.size() >= MOST_ABSENT) {
      absent.clear();
    }
    absent.put(id, System.nanoTime());
  }
}
