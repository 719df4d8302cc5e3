package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.RawSubmission.number;
import static dev.sluice.scheduler.faults.RawSubmission.text;
import static dev.sluice.scheduler.faults.RawSubmission.utf8;
import static dev.sluice.scheduler.faults.Refusals.assertDeadLetter;
import static dev.sluice.scheduler.faults.Refusals.assertStillServes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Command;
import dev.sluice.records.Pause;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Signal;
import dev.sluice.records.SignalKind;
import dev.sluice.records.Submission;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that are none of Sluice's, or of another kind than their topic has. */
class RecordFaultsTest {

  @TempDir Path folder;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(folder);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  static Stream<String> sources() {
    return Stream.concat(
        Stream.of(Priority.values()).map(TOPICS::submission),
        Stream.of(TOPICS.command(), TOPICS.report()));
  }

  private static RawSubmission raw() {
    return new RawSubmission("b", "t");
  }

  static Stream<RawSubmission> brokenFields() {
    return Stream.of(
        raw().with("name", number(2)), // a branch that the union has not
        raw().with("name", number(-1)),
        raw().with("retry", number(1)), // the branch of the record, and no record
        raw().with("group", number(1), number(5)), // a text of 5 bytes that runs into the next
        raw().with("runIf", number(3)), // a constant that the enum has not
        raw().with("runIf", number(Integer.MAX_VALUE)),
        raw().with("runIf", number(-1)),
        raw().with("needs", number(1), number(0)), // a need without its text
        raw().with("headers", number(1), text("k")), // a header without its value
        raw().with("inputs", new byte[0]), // nothing where a value has to be
        raw().with("batchId", number(-7)), // a negative length
        raw().with("payload", number(Integer.MAX_VALUE)),
        raw().with("needs", number(Long.MAX_VALUE)),
        raw().with("remainingPath", number(Long.MAX_VALUE)), // more than an int holds
        raw().with("cacheTtlMs", new byte[0]),
        raw().with("cacheTtlMs", number(0), number(0))); // one field too many
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("brokenFields")
  @DisplayName("B32 nothing where a value has to be, or a wrong branch: set aside with its bytes")
  void aRecordThatBreaksItsSchemaIsSetAsideWithItsBytes(RawSubmission broken) {
    flow.open("b", 1);
    flow.send(TOPICS.submission(Priority.NORMAL), "b", broken.bytes());

    List<Letter> letters = Letter.of(flow);
    assertDeadLetter(letters, "BAD_RECORD", "Submission");
    assertThat(letters.getFirst().value()).isEqualTo(broken.bytes());
    assertThat(letters.getFirst().sourceTopic()).isEqualTo(TOPICS.submission(Priority.NORMAL));
    assertThat(flow.results()).isEmpty();
    assertStillServes(flow);
  }

  @Test
  @DisplayName("B44 a record without a key goes by the batch id that is in it")
  void aRecordWithoutAKeyGoesByTheBatchIdInIt() {
    byte[] open = TestRecords.encode(Command.class, new Command("b", new Pause(), null));
    flow.open("b", 2);
    flow.send(TOPICS.submission(Priority.HIGH), null, raw().bytes());
    flow.send(TOPICS.command(), null, open);
    flow.submit(task("b", "u"));

    assertThat(flow.releases()).extracting(Release::getTaskId).containsExactly("t");
    flow.passTime(Duration.ofSeconds(1));
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.PAUSED);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("B44 a bad record without a key becomes a dead letter without a key")
  void aBadRecordWithoutAKeyBecomesADeadLetterWithoutAKey() {
    flow.send(TOPICS.report(), null, utf8("nonsense"));

    assertThat(Letter.of(flow))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key()).isNull();
          assertThat(letter.reason()).isEqualTo("BAD_RECORD");
        });
  }

  @Test
  @DisplayName("B44 every record for a compacted topic has a key")
  void everyRecordForACompactedTopicHasAKey() {
    flow.open("b", 1);
    flow.send(TOPICS.submission(Priority.NORMAL), null, raw().with("pool", text("?")).bytes());

    assertThat(flow.records(TOPICS.result()))
        .extracting(TestRecord::key)
        .containsExactly(utf8("b/t"));
    assertThat(flow.records(TOPICS.summary()))
        .isNotEmpty()
        .allSatisfy(summary -> assertThat(summary.key()).isEqualTo(utf8("b")));
  }

  @ParameterizedTest
  @MethodSource("sources")
  @DisplayName("B45 a tombstone is counted and changes nothing")
  void aTombstoneIsCountedAndChangesNothing(String topic) {
    flow.open("b", 1);
    flow.submit(task("b", "t"));
    flow.releases();

    flow.send(topic, "b", null);
    flow.send(topic, null, null);

    assertThat(flow.counts().of("tombstone")).isEqualTo(2);
    assertThat(flow.counts().of("dead-letter")).isZero();
    assertThat(flow.deadLetters()).isEmpty();
    assertThat(flow.results()).isEmpty();
    assertThat(flow.signals()).isEmpty();
    assertStillServes(flow);
  }

  /** What other applications write, and what the message has to say. */
  record Foreign(String what, byte[] bytes, String error) {

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Foreign> foreignRecords() {
    byte[] other = raw().bytes();
    Arrays.fill(other, 2, 10, (byte) 7);
    var signal = new Signal("b", null, SignalKind.STOP, 1, null, 1L);
    return Stream.of(
        new Foreign("no bytes", new byte[0], "no bytes at all"),
        new Foreign("JSON", utf8("{\"batchId\": \"b\", \"taskId\": \"t\"}"), "JSON perhaps"),
        new Foreign("text", utf8("hello"), "begins with 68"),
        new Foreign("Java", new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5}, "begins with ac"),
        new Foreign("protobuf", new byte[] {0x0A, 1, 'b'}, "begins with 0a"),
        new Foreign("a lone mark", new byte[] {(byte) 0xC3}, "C3 without 01"),
        new Foreign("Avro of a foreign schema", other, "fingerprint 0707070707070707 is of no"),
        new Foreign(
            "another record of Sluice", TestRecords.encode(Signal.class, signal), "is of no "),
        new Foreign("a schema's id without a registry", new byte[] {0, 0, 0, 0, 9, 2}, "registry"));
  }

  @ParameterizedTest
  @MethodSource("foreignRecords")
  @DisplayName("B46 a foreign record is set aside, and the next one is processed")
  void aForeignRecordIsSetAside(Foreign foreign) {
    for (String topic : sources().toList()) {
      flow.send(topic, new TestRecord<>(utf8("k"), foreign.bytes(), new RecordHeaders()));

      List<Letter> letters = Letter.of(flow);
      assertDeadLetter(letters, "BAD_RECORD", foreign.error());
      assertThat(letters.getFirst().value()).isEqualTo(foreign.bytes());
      assertThat(letters.getFirst().key()).isEqualTo(utf8("k"));
      assertThat(letters.getFirst().sourceTopic()).isEqualTo(topic);
    }
    assertThat(flow.counts().of("dead-letter")).isEqualTo(sources().count());
    assertStillServes(flow);
  }

  @Test
  @DisplayName("B46 a submission on the command topic is no command")
  void aSubmissionOnTheCommandTopicIsNoCommand() {
    byte[] submission = TestRecords.encode(Submission.class, task("b", "t").build());
    flow.send(TOPICS.command(), "b", submission);

    assertDeadLetter(flow, "BAD_RECORD", "is of no Command that this version knows");
    assertThat(flow.summaries()).isEmpty();
  }
}
