package dev.sluice.schemas.serde;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a schema is registered: Confluent's three strategies. */
enum SubjectNames {
  TopicNameStrategy {
    @Override
    String subject(String topic, Schema schema) {
      return topic + "-value";
    }
  },
  RecordNameStrategy {
    @Override
    String subject(String topic, Schema schema) {
      return schema.getFullName();
    }
  },
  TopicRecordNameStrategy {
    @Override
    String subject(String topic, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  private static final String KEY = "value.subject.name.strategy";

  abstract String subject(String topic, Schema schema);

  /** The strategy of these properties, by Confluent's class name or the last part of it. */
  static SubjectNames of(Map<String, ?> config) {
    Object value = config.get(KEY);
    if (value == null) {
      return TopicNameStrategy;
    }
    String name = value instanceof Class<?> type ? type.getName() : value.toString().strip();
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return Arrays.stream(values())
        .filter(strategy -> strategy.name().equals(simple))
        .findFirst()
        .orElseThrow(() ->
            new ConfigException(
                KEY,
                name,
                "must be one of "
                    + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))
                    + "; for another, set Confluent's serializer as value.serializer"));
  }
}
