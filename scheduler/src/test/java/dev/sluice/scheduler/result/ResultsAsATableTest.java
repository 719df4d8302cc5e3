package dev.sluice.scheduler.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.records.Answer;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.SluiceAvroSerde;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application of docs/reading-results.md, over the bytes that the result topic has. */
class ResultsAsATableTest {

  private static final String TOPIC = Topics.DEFAULT.result();

  private final TopologyTestDriver driver = new TopologyTestDriver(topology(), new Properties());
  private final TestInputTopic<String, byte[]> topic =
      driver.createInputTopic(TOPIC, new StringSerializer(), new ByteArraySerializer());

  private static Topology topology() {
    // tag::table[]
    StreamsBuilder builder = new StreamsBuilder();
    KTable<String, Result> results =
        builder.table(
            "sluice.result",
            Consumed.with(Serdes.String(), SluiceAvroSerde.of(Result.class)),
            Materialized.as("results"));
    results
        .groupBy(
            (key, result) -> KeyValue.pair(result.getBatchId() + " " + result.getStatus(), key),
            Grouped.with(Serdes.String(), Serdes.String()))
        .count(Materialized.as("tasks-by-status"));
    Topology topology = builder.build();
    // end::table[]
    return topology;
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void theTableHasTheLastResultOfEachTaskAndWhatIsCountedFromItFollows() {
    result("b1", "a", TaskStatus.SUCCEEDED, 1);
    result("b1", "b", TaskStatus.FAILED, 1);
    result("b2", "a", TaskStatus.FAILED, 1);
    assertThat(counted("b1 SUCCEEDED")).isEqualTo(1);
    assertThat(counted("b1 FAILED")).isEqualTo(1);

    result("b1", "b", TaskStatus.SUCCEEDED, 2);
    assertThat(counted("b1 SUCCEEDED")).isEqualTo(2);
    assertThat(counted("b1 FAILED")).isZero();
    ReadOnlyKeyValueStore<String, Result> table = driver.getKeyValueStore("results");
    assertThat(table.get("b1/b").getRound()).isEqualTo(2);

    topic.pipeInput("b1/a", null);
    topic.pipeInput("b1/b", null);
    assertThat(counted("b1 SUCCEEDED")).isZero();
    assertThat(counted("b2 FAILED")).isEqualTo(1);
    assertThat(table.get("b1/a")).isNull();
  }

  @Test
  void aRecordOfAnotherTypeIsRefused() {
    var answer = Answer.newBuilder().setBatchId("b").setRequestId("r").setAt(1).build();
    byte[] bytes = RecordCodecs.of(Answer.class, Map.of()).encode(TOPIC, answer);
    var serde = SluiceAvroSerde.of(Result.class, Map.of());

    assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessage("a record Answer on sluice.result, where Result was expected");
  }

  private void result(String batchId, String taskId, TaskStatus status, int round) {
    var result =
        Result.newBuilder()
            .setBatchId(batchId)
            .setTaskId(taskId)
            .setStatus(status)
            .setRound(round)
            .setType("noop")
            .build();
    byte[] bytes = RecordCodecs.of(Result.class, Map.of()).encode(TOPIC, result);
    topic.pipeInput(batchId + "/" + taskId, bytes);
  }

  private long counted(String which) {
    ReadOnlyKeyValueStore<String, Long> counts = driver.getKeyValueStore("tasks-by-status");
    Long count = counts.get(which);
    return count == null ? 0 : count;
  }
}
