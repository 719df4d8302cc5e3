package dev.sluice.client;

import dev.sluice.records.Answer;
import dev.sluice.records.Command;
import dev.sluice.records.Query;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Answers commands and queries as a test tells it to. Before each answer it takes one back that
 * says the opposite, as a scheduler does whose transaction is aborted.
 */
final class ScriptedAnswers implements AutoCloseable {

  private final Topics topics;
  private final int partitions;
  private final Function<Command, Answer.Builder> commands;
  private final Function<Query, Answer.Builder> queries;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Thread thread;

  ScriptedAnswers(
      Map<String, Object> kafka,
      Topics topics,
      int partitions,
      Function<Command, Answer.Builder> commands,
      Function<Query, Answer.Builder> queries) {
    this.topics = topics;
    this.partitions = partitions;
    this.commands = commands;
    this.queries = queries;
    consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer());
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("transactional.id", topics.prefix() + "answers");
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(topics.command(), partition));
      all.add(new TopicPartition(topics.query(), partition));
    }
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    thread = Thread.ofPlatform().name("scripted-answers").start(this::run);
  }

  private void run() {
    try (consumer;
        producer) {
      while (true) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.topic().equals(topics.command())) {
            command(RecordCodecs.of(Command.class, Map.of()).decode("c", record.value()));
          } else {
            Query query = RecordCodecs.of(Query.class, Map.of()).decode("q", record.value());
            send(queries.apply(query), query.getBatchId(), query.getRequestId());
          }
        }
      }
    } catch (WakeupException e) {
      // closed
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  private void command(Command command) {
    if (command.getRequestId() != null) {
      send(commands.apply(command), command.getBatchId(), command.getRequestId());
    }
  }

  private void send(Answer.Builder answer, String batchId, String requestId) {
    answer.setBatchId(batchId).setRequestId(requestId).setAt(1);
    producer.beginTransaction();
    Answer taken = Answer.newBuilder(answer).setReason("TAKEN_BACK").build();
    write(Answer.newBuilder(taken).setExplanations(List.of()).build());
    producer.flush();
    producer.abortTransaction();
    producer.beginTransaction();
    write(Answer.newBuilder(taken).setRequestId("somebody else's").build());
    write(answer.build());
    producer.commitTransaction();
  }

  private void write(Answer answer) {
    String batchId = answer.getBatchId();
    byte[] value = RecordCodecs.of(Answer.class, Map.of()).encode(topics.answer(), answer);
    int partition = Partitions.of(batchId, partitions);
    var unused = producer.send(new ProducerRecord<>(topics.answer(), partition, batchId, value));
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
