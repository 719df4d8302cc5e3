package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.header;
import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Priority;
import dev.sluice.records.Submission;
import dev.sluice.schemas.topic.Partitions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that were small when a producer compressed them and are too large for the scheduler's own
 * producer, which looks at sizes before compression.
 */
class OversizedRecordsTest {

  private static final int MIB = 1024 * 1024;

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory, 4);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void aRecordTooLargeForItsOwnPartitionIsSetAsideInsteadOfSentThere() {
    byte[] huge =
        TestRecords.encode(
            Submission.class,
            task(stranger(), "t").setPayload(ByteBuffer.allocate(20 * MIB)).build());

    flow.send(TOPICS.submission(Priority.NORMAL), null, huge);

    assertThat(flow.records(TOPICS.submission(Priority.NORMAL))).isEmpty();
    assertThat(flow.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(header(letter, "sluice-reason")).isEqualTo("WRONG_PARTITION");
          assertThat(header(letter, "sluice-cut-from")).isEqualTo("" + huge.length);
          assertThat(size(letter)).isLessThan(6 * MIB);
        });
  }

  @Test
  void headersCountWhenARecordIsSentToItsOwnPartition() {
    Headers headers = new RecordHeaders().add("large", new byte[2 * MIB]);
    byte[] small = TestRecords.encode(Submission.class, task(stranger(), "t").build());

    flow.send(TOPICS.submission(Priority.NORMAL), new TestRecord<>(null, small, headers));

    assertThat(flow.records(TOPICS.submission(Priority.NORMAL))).isEmpty();
    assertThat(flow.deadLetters()).hasSize(1);
  }

  @Test
  void aDeadLetterIsBoundedInKeyValueAndHeaders() {
    Headers headers = new RecordHeaders().add("mine", new byte[] {1});
    for (int i = 0; i < 20; i++) {
      headers.add("large-" + i, new byte[MIB]);
    }

    flow.send(TOPICS.command(), new TestRecord<>(new byte[8 * MIB], new byte[8 * MIB], headers));

    assertThat(flow.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(size(letter)).isLessThan(6 * MIB);
          assertThat(letter.key()).hasSize(1024);
          assertThat(header(letter, "sluice-key-cut-from")).isEqualTo("" + 8 * MIB);
          assertThat(header(letter, "sluice-headers-left-out")).isEqualTo("20");
          assertThat(letter.headers()).extracting(Header::key).contains("mine");
        });
  }

  /** As the producer sees it when it compares with {@code max.request.size}. */
  private static int size(TestRecord<byte[], byte[]> record) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.LZ4,
        record.key(),
        record.value(),
        record.headers().toArray());
  }

  private static String stranger() {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> "batch-" + i)
        .filter(id -> Partitions.of(id, 4) == 2)
        .findFirst()
        .orElseThrow();
  }
}
