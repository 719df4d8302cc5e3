package dev.sluice.scheduler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.util.List;

/** The two ways in which the scheduler says no, and that nothing ran because of it. */
final class Refusals {

  private Refusals() {}

  /** The task has a result that says why it was refused, and was never released. */
  static void assertRejected(FlowDriver flow, String taskId, String reason, String... words) {
    assertThat(flow.deadLetters()).isEmpty();
    assertRejected(flow.results(), taskId, reason, words);
    assertThat(flow.releases()).noneMatch(release -> release.getTaskId().equals(taskId));
  }

  /** One of these results refuses this task. */
  static void assertRejected(List<Result> results, String taskId, String reason, String... words) {
    assertThat(results)
        .filteredOn(result -> result.getTaskId().equals(taskId))
        .singleElement()
        .satisfies(result -> {
          assertThat(result.getStatus()).isEqualTo(TaskStatus.REJECTED);
          assertThat(result.getReason()).isEqualTo(reason);
          assertThat(result.getError().getMessage()).contains(List.of(words)).doesNotContain("\n");
        });
  }

  /** The last record was set aside as it was; nothing else came of it. */
  static void assertDeadLetter(FlowDriver flow, String reason, String... words) {
    assertDeadLetter(Letter.of(flow), reason, words);
    assertThat(flow.results()).isEmpty();
    assertThat(flow.releases()).isEmpty();
  }

  /** This is the one letter, with this reason. */
  static void assertDeadLetter(List<Letter> letters, String reason, String... words) {
    assertThat(letters)
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.reason()).isEqualTo(reason);
          assertThat(letter.error()).contains(List.of(words)).doesNotContain("\n");
        });
  }

  /** After all that, a decent batch runs as ever. */
  static void assertStillServes(FlowDriver flow) {
    flow.open("decent", 1);
    flow.submit(FlowDriver.task("decent", "t"));
    assertThat(flow.releases())
        .singleElement()
        .satisfies(release -> assertThat(release.getBatchId()).isEqualTo("decent"));
  }
}
