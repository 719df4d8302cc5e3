package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Makes the codecs of a process from its Kafka properties. Several codecs of one instance share the
 * connection to the registry.
 *
 * <p>Without {@code schema.registry.url} records are written in Avro single-object encoding, with
 * it in the wire format of the registry; a {@code value.serializer} other than Sluice's and the
 * plain ones of Kafka takes the writing over. Both framings are always read.
 */
public final class RecordCodecs {

  private final Map<String, ?> config;
  private final boolean registry;
  private final RegisteredSchemas schemas;

  /**
   * Codecs for a process.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a property can't be used
   */
  public RecordCodecs(Map<String, ?> config) {
    this.config = config;
    RegistryClient client = RegistrySettings.of(config).map(RegistryClient::new).orElse(null);
    this.registry = client != null;
    String autoRegister = RegistrySettings.text(config, "auto.register.schemas");
    this.schemas =
        new RegisteredSchemas(
            SubjectNames.of(config),
            autoRegister == null || isTrue("auto.register.schemas", autoRegister),
            client);
  }

  private static boolean isTrue(String key, String text) {
    return (Boolean) ConfigDef.parseType(key, text, ConfigDef.Type.BOOLEAN);
  }

  /** The codec of one record type. */
  public <T extends SluiceRecord> RecordCodec<T> codec(Class<T> type) {
    return framedCodec(type);
  }

  <T extends SluiceRecord> FramedCodec<T> framedCodec(Class<T> type) {
    var single = new SingleObjectFraming<>(type);
    var confluent = new ConfluentFraming<>(type, schemas);
    RecordEncoding<T> encoding =
        PluggedSerializer.<T>of(config).orElse(registry ? confluent : single);
    return new FramedCodec<>(encoding, single, confluent);
  }

  /**
   * A codec for one record type alone.
   *
   * @param type the generated class
   * @param config the Kafka properties of the process; {@code schema.registry.url} switches to the
   *     Confluent framing
   */
  public static <T extends SluiceRecord> RecordCodec<T> of(Class<T> type, Map<String, ?> config) {
    return new RecordCodecs(config).codec(type);
  }
}
