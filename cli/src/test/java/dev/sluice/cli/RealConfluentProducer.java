package dev.sluice.cli;

import dev.sluice.records.Command;
import dev.sluice.records.Submission;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericDatumReader;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.avro.io.DecoderFactory;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;

/**
 * An application that uses Confluent's own serializer and the published schemas, with an Avro of
 * its own: it shares no code with what reads its records.
 */
final class RealConfluentProducer implements AutoCloseable {

  private static final int SINGLE_OBJECT_HEAD = 10;

  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

  RealConfluentProducer(String registryUrl) {
    serializer.configure(Map.of("schema.registry.url", registryUrl), false);
    deserializer.configure(Map.of("schema.registry.url", registryUrl), false);
  }

  byte[] submission(String topic, Submission.Builder task) throws IOException {
    Schema schema = published("Submission");
    return serializer.serialize(topic, generic(Submission.class, task.build(), schema, schema));
  }

  byte[] command(String topic, String batchId, Object action) throws IOException {
    Command command = Command.newBuilder().setBatchId(batchId).setAction(action).build();
    Schema schema = published("Command");
    return serializer.serialize(topic, generic(Command.class, command, schema, schema));
  }

  /** As an application would write it whose schema has one more field. */
  byte[] submissionOfTheFuture(String topic, Submission.Builder task, String field)
      throws IOException {
    Schema schema = published("Submission");
    Schema future =
        new Schema.Parser()
            .parse(
                schema
                    .toString()
                    .replaceFirst(
                        "\"fields\":\\[",
                        "\"fields\":[{\"name\":\"%s\",\"type\":\"string\",\"default\":\"\"},"
                            .formatted(field)));
    return serializer.serialize(topic, generic(Submission.class, task.build(), schema, future));
  }

  GenericRecord read(String topic, byte[] bytes) {
    return (GenericRecord) deserializer.deserialize(topic, bytes);
  }

  private static <T extends SluiceRecord> GenericRecord generic(
      Class<T> type, T record, Schema written, Schema wanted) throws IOException {
    byte[] bytes = RecordCodecs.of(type, Map.of()).encode("any", record);
    return new GenericDatumReader<GenericRecord>(written, wanted)
        .read(
            null,
            DecoderFactory.get()
                .binaryDecoder(bytes, SINGLE_OBJECT_HEAD, bytes.length - SINGLE_OBJECT_HEAD, null));
  }

  private static Schema published(String record) throws IOException {
    String resource = "/dev/sluice/schemas/" + record + ".avsc";
    try (InputStream in = Submission.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
