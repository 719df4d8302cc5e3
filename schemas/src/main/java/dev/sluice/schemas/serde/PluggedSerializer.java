package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes through the serializer that the user's properties name, as {@code
 * io.confluent.kafka.serializers.KafkaAvroSerializer}: for what the own serde does not know, such
 * as OAuth or encrypted fields.
 */
final class PluggedSerializer<T extends SluiceRecord> implements RecordEncoding<T> {

  private static final String KEY = "value.serializer";

  /** These say nothing about how records are written. */
  private static final Set<String> OURS =
      Set.of(
          SluiceAvroSerializer.class.getName(),
          ByteArraySerializer.class.getName(),
          StringSerializer.class.getName());

  private final Serializer<Object> serializer;

  private PluggedSerializer(Serializer<Object> serializer) {
    this.serializer = serializer;
  }

  /** The serializer that the properties name, unless it is one of the usual ones. */
  static <T extends SluiceRecord> Optional<RecordEncoding<T>> of(Map<String, ?> config) {
    Object value = config.get(KEY);
    if (value == null) {
      return Optional.empty();
    }
    String name = value instanceof Class<?> type ? type.getName() : value.toString().strip();
    if (name.isEmpty() || OURS.contains(name)) {
      return Optional.empty();
    }
    Serializer<Object> serializer = load(name);
    Map<String, Object> properties = new HashMap<>(config);
    properties.put("specific.avro.reader", true);
    serializer.configure(properties, false);
    return Optional.of(new PluggedSerializer<>(serializer));
  }

  @SuppressWarnings("unchecked") // a serializer of anything; what it can't write it refuses
  private static Serializer<Object> load(String name) {
    try {
      return Utils.newInstance(name, Serializer.class);
    } catch (ClassNotFoundException e) {
      var missing =
          new ConfigException(
              KEY,
              name,
              "is not on the class path; Confluent's comes with the Maven profile confluent");
      missing.initCause(e);
      throw missing;
    }
  }

  @Override
  public byte[] encode(String topic, T record) {
    try {
      return serializer.serialize(topic, record);
    } catch (RetriableException e) {
      throw new RegistryUnavailableException("the plugged serializer asks to try again", e);
    } catch (SerializationException e) {
      if (isOutage(e)) {
        throw new RegistryUnavailableException("the plugged serializer reaches no registry", e);
      }
      throw e;
    }
  }

  private static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
