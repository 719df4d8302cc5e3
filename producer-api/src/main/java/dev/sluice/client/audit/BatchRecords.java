package dev.sluice.client.audit;

import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.TopicsNotReadyException;
import dev.sluice.records.Command;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records about one batch in the topics and hands them to a judge, in the order that he
 * asks for. Summaries are read to their end before it is asked where the other topics end: then
 * everything that they tell of is there.
 */
final class BatchRecords {

  private static final String SOURCE_TOPIC = "sluice-source-topic";

  private final TopicReader reader;
  private final RecordCodecs codecs;
  private final Topics topics;
  private final String batchId;
  private final List<String> names;
  private final Map<String, Integer> partitions;

  BatchRecords(TopicReader reader, RecordCodecs codecs, Topics topics, String batchId) {
    this.reader = reader;
    this.codecs = codecs;
    this.topics = topics;
    this.batchId = batchId;
    List<String> all = reader.topics();
    this.names =
        Stream.concat(byBatchId().stream(), all.stream().filter(this::inAllPartitions)).toList();
    List<String> missing = names.stream().filter(name -> !all.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new TopicsNotReadyException(
          "topic %s is missing; compare them: sluice topics verify".formatted(missing.getFirst()));
    }
    this.partitions = reader.partitions(names);
  }

  private List<String> byBatchId() {
    List<String> byBatchId = new ArrayList<>(submissions());
    byBatchId.addAll(List.of(topics.summary(), topics.command(), topics.result(), topics.report()));
    return byBatchId;
  }

  private List<String> submissions() {
    return Stream.of(Priority.values()).map(topics::submission).toList();
  }

  private boolean inAllPartitions(String topic) {
    return topic.equals(topics.deadLetter()) || topic.startsWith(topics.prefix() + "release.");
  }

  /**
   * What the judge makes of them.
   *
   * @throws BatchNotFoundException if there is no such batch
   */
  Audit judgedBy(Judge judge) {
    home(
        List.of(topics.summary()),
        kept(Summary.class, judge, (record, value) -> judge.summary(place(record), value)));
    home(
        List.of(topics.command()),
        forgetting(
            Topic.COMMAND,
            judge,
            decoded(
                Command.class,
                judge,
                (record, value) -> {
                  if (value.getBatchId().equals(batchId)) {
                    judge.command(place(record), value);
                  }
                })));
    home(
        submissions(),
        forgetting(
            Topic.SUBMISSION,
            judge,
            decoded(
                Submission.class,
                judge,
                (record, value) -> {
                  if (value.getBatchId().equals(batchId)) {
                    judge.submission(place(record), value);
                  }
                })));
    everywhere(topics.deadLetter(), deadLetters(judge));
    home(
        List.of(topics.result()),
        kept(
            Result.class,
            judge,
            (record, value) ->
                judge.result(place(record), record.key().substring(batchId.length() + 1), value)));
    home(
        List.of(topics.report()),
        forgetting(
            Topic.REPORT,
            judge,
            decoded(
                Report.class,
                judge,
                (record, value) -> {
                  if (value.getBatchId().equals(batchId)) {
                    judge.report(place(record), value);
                  }
                })));
    if (!judge.found()) {
      throw new BatchNotFoundException(
          "batch %s: the topics know of none of this id; check it".formatted(batchId));
    }
    everywhere(
        topics.prefix() + "release.",
        forgetting(
            Topic.RELEASE,
            judge,
            ofThisBatch(
                decoded(
                    Release.class,
                    judge,
                    (record, value) -> judge.release(place(record), value)))));
    return judge.audit();
  }

  /** Reads the partition that the batch has in these topics. */
  private void home(List<String> of, TopicReader.Sink sink) {
    reader.read(
        of.stream()
            .map(topic -> new TopicPartition(topic, Partitions.of(batchId, count(topic))))
            .toList(),
        sink);
  }

  /** Reads all partitions of the topics whose names begin so. */
  private void everywhere(String prefix, TopicReader.Sink sink) {
    reader.read(
        names.stream()
            .filter(topic -> topic.startsWith(prefix))
            .flatMap(topic ->
                IntStream.range(0, count(topic)).mapToObj(i -> new TopicPartition(topic, i)))
            .toList(),
        sink);
  }

  private int count(String topic) {
    Integer count = partitions.get(topic);
    if (count == null) {
      throw new TopicsNotReadyException(
          "topic %s is missing; compare them: sluice topics verify".formatted(topic));
    }
    return count;
  }

  private static Place place(ConsumerRecord<String, byte[]> record) {
    return new Place(record.offset(), record.timestamp());
  }

  /** Of a compacted topic: those under the batch's key or its tasks', and their deletions. */
  private <T extends SluiceRecord> TopicReader.Sink kept(
      Class<T> type, Judge judge, BiConsumer<ConsumerRecord<String, byte[]>, @Nullable T> taker) {
    TopicReader.Sink values = decoded(type, judge, taker::accept);
    return record -> {
      if (isOfThisBatch(record) && record.value() == null) {
        taker.accept(record, null);
      } else if (isOfThisBatch(record)) {
        values.take(record);
      }
    };
  }

  private TopicReader.Sink ofThisBatch(TopicReader.Sink sink) {
    return record -> {
      if (isOfThisBatch(record)) {
        sink.take(record);
      }
    };
  }

  private boolean isOfThisBatch(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    return key != null
        && key.startsWith(batchId)
        && (record.topic().equals(topics.summary())
            ? key.length() == batchId.length()
            : key.startsWith("/", batchId.length()));
  }

  private <T extends SluiceRecord> TopicReader.Sink decoded(
      Class<T> type, Judge judge, BiConsumer<ConsumerRecord<String, byte[]>, T> taker) {
    RecordCodec<T> codec = codecs.codec(type);
    return record -> {
      if (record.value() != null) {
        try {
          taker.accept(record, codec.decode(record.topic(), record.value()));
        } catch (UndecodableRecordException e) {
          judge.undecodable();
        }
      }
    };
  }

  private static TopicReader.Sink forgetting(Topic topic, Judge judge, TopicReader.Sink sink) {
    return new TopicReader.Sink() {
      @Override
      public void begins(ConsumerRecord<String, byte[]> first) {
        judge.begins(topic, first.timestamp());
      }

      @Override
      public void empty(String name) {
        judge.begins(topic, Long.MAX_VALUE);
      }

      @Override
      public void take(ConsumerRecord<String, byte[]> record) {
        sink.take(record);
      }
    };
  }

  /** Of the dead letters: submissions that the scheduler refused. */
  private TopicReader.Sink deadLetters(Judge judge) {
    RecordCodec<Submission> codec = codecs.codec(Submission.class);
    return record -> {
      Header source = record.headers().lastHeader(SOURCE_TOPIC);
      if (source != null
          && record.value() != null
          && submissions().contains(new String(source.value(), StandardCharsets.UTF_8))) {
        try {
          Submission refused = codec.decode(record.topic(), record.value());
          if (refused.getBatchId().equals(batchId)) {
            judge.deadLetter(place(record), refused);
          }
        } catch (UndecodableRecordException e) {
          return; // it was refused for that
        }
      }
    };
  }
}
