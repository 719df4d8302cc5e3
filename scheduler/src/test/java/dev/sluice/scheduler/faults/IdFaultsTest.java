package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.RawSubmission.bytes;
import static dev.sluice.scheduler.faults.RawSubmission.text;
import static dev.sluice.scheduler.faults.Refusals.assertDeadLetter;
import static dev.sluice.scheduler.faults.Refusals.assertRejected;
import static dev.sluice.scheduler.faults.Refusals.assertStillServes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Cancel;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.scheduler.FlowDriver;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids outside the published characters: there is no name under which to keep a result for them. */
class IdFaultsTest {

  private static final String SUBMISSIONS = TOPICS.submission(Priority.NORMAL);

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

  static Stream<String> badIds() {
    return Stream.of(
        "",
        " ",
        "\t",
        "x".repeat(201),
        "x".repeat(100_000),
        "a\\b",
        "a\u0000b",
        "a\nb",
        "\u001b[31mred",
        "\u202eabc",
        "\u200bab",
        "\ud83d\ude00",
        " a",
        "a ",
        "\u00e9",
        "e\u0301",
        "\uff21",
        "a,b",
        "${a}",
        "<b>");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("badIds")
  @DisplayName("B20 B21 B22 B23 a bad task id is set aside with the rule")
  void aBadTaskIdIsSetAsideWithTheRule(String id) {
    flow.open("b", 1);
    flow.send(SUBMISSIONS, "b", new RawSubmission("b", id).bytes());

    assertDeadLetter(flow, "INVALID_ID", "a task id is [A-Za-z0-9._:/@+=-]{1,200}");
    assertThat(flow.counts().of("rejected-invalid-id")).isEqualTo(1);
    assertStillServes(flow);
  }

  static Stream<String> badBatchIds() {
    return Stream.concat(badIds(), Stream.of("a/b", "../b", "a@b", "a+b", "a=b"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("badBatchIds")
  @DisplayName("B20 B21 B22 B23 a bad batch id is set aside with the rule")
  void aBadBatchIdIsSetAsideWithTheRule(String id) {
    flow.send(SUBMISSIONS, "b", new RawSubmission(id, "t").bytes());

    assertDeadLetter(flow, "INVALID_ID", "a batch id is [A-Za-z0-9._:-]{1,200}");
    assertThat(flow.summaries()).isEmpty();
    assertStillServes(flow);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("badIds")
  @DisplayName("B20 B21 B22 B23 a task with a bad need is rejected with the rule")
  void aTaskWithABadNeedIsRejectedWithTheRule(String need) {
    flow.open("b", 1);
    flow.submit(task("b", "t", need));

    assertRejected(flow, "t", "INVALID_ID", "a need is [A-Za-z0-9._:/@+=-]{1,200}");
  }

  @Test
  @DisplayName("B21 an id of 200 characters is none too long")
  void anIdOf200CharactersIsNoneTooLong() {
    String batchId = "b".repeat(200);
    String taskId = "t".repeat(200);
    flow.open(batchId, 1);
    flow.submit(task(batchId, taskId));

    assertThat(flow.releases()).extracting(Release::getTaskId).containsExactly(taskId);
  }

  @Test
  @DisplayName("B22 a slash and two dots are plain characters of a task id")
  void aSlashAndTwoDotsArePlainCharactersOfATaskId() {
    flow.open("b", 1);
    flow.submit(task("b", "../etc/passwd"));

    assertThat(flow.releases()).extracting(Release::getTaskId).containsExactly("../etc/passwd");
  }

  @Test
  @DisplayName("B22 a name is text for people and goes through as it is")
  void aNameIsTextForPeopleAndGoesThroughAsItIs() {
    String name = "\u001b[31m<img src=x onerror=alert(1)>\u202e\ud83d\ude00 ../../ \u0000";
    flow.open("b", 2);
    flow.submit(task("b", "t").setName(name), task("b", "u").setName("u").setPool("none"));

    assertThat(flow.releases()).extracting(Release::getName).containsExactly(name);
    assertThat(flow.results()).extracting(Result::getName).containsExactly("u");
  }

  @Test
  @DisplayName("B23 ids that differ in case only are two tasks")
  void idsThatDifferInCaseOnlyAreTwoTasks() {
    flow.open("b", 2);
    flow.submit(task("b", "Load"), task("b", "load"));

    assertThat(flow.releases()).extracting(Release::getTaskId).containsExactly("Load", "load");
    assertThat(flow.counts().of("ignored-duplicate")).isZero();
  }

  @Test
  @DisplayName("B24 bytes that are no UTF-8 are no id, and a lone surrogate is none either")
  void bytesThatAreNoUtf8AreNoId() {
    byte[] loneSurrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0xBD};
    byte[] cut = {'a', (byte) 0xC3};
    flow.open("b", 1);
    for (byte[] id : new byte[][] {loneSurrogate, cut, {(byte) 0xFF}}) {
      flow.send(SUBMISSIONS, "b", new RawSubmission("b", "t").with("taskId", bytes(id)).bytes());
      assertDeadLetter(flow, "INVALID_ID", "a task id is ");
      flow.send(SUBMISSIONS, "b", new RawSubmission("b", "t").with("batchId", bytes(id)).bytes());
      assertDeadLetter(flow, "INVALID_ID", "a batch id is ");
    }
    assertStillServes(flow);
  }

  @Test
  @DisplayName("B24 what is no UTF-8 in a name is shown as a replacement character")
  void whatIsNoUtf8InANameIsShownAsAReplacementCharacter() {
    flow.open("b", 1);
    byte[] name = {'a', (byte) 0xFF, 'b'};
    flow.send(
        SUBMISSIONS,
        "b",
        new RawSubmission("b", "t").with("name", RawSubmission.number(1), bytes(name)).bytes());

    assertThat(flow.releases()).extracting(Release::getName).containsExactly("a\ufffdb");
  }

  @Test
  @DisplayName("B20 B22 a cancel or a report with an id that no task can have meets no task")
  void aCancelOfAnIdThatNoTaskCanHaveMeetsNoTask() {
    flow.open("b", 1);
    flow.submit(task("b", "a"));
    flow.releases();
    for (String id : badIds().toList()) {
      flow.command("b", new Cancel(id, null));
    }

    assertThat(flow.counts().of("ignored-unknown-task")).isEqualTo(badIds().count());
    assertThat(flow.results()).isEmpty();
    assertThat(flow.signals()).isEmpty();
  }

  @Test
  @DisplayName("B22 a raw record with decent ids is the same as one that an Avro library wrote")
  void aRawRecordWithDecentIdsIsTakenAsAnyOther() {
    flow.open("b", 1);
    flow.send(SUBMISSIONS, "b", new RawSubmission("b", "t").with("type", text("echo")).bytes());

    assertThat(flow.releases()).extracting(Release::getType).containsExactly("echo");
  }
}
