package dev.sluice.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HandedOnResultsTest {

  private final List<TaskResult> taken = new ArrayList<>();
  private final ResultBook book = new HandedOnResults(taken::add);

  @Test
  void everyResultIsHandedOnOnceAndALaterRoundReplacesTheEarlier() {
    TaskResult failed = result("a", 1, TaskStatus.FAILED, 3);
    TaskResult retried = result("a", 2, TaskStatus.SUCCEEDED, 0);
    TaskResult other = result("b", 1, TaskStatus.SKIPPED, 0);

    assertThat(book.enter(failed)).isTrue();
    assertThat(book.enter(failed)).isFalse();
    assertThat(book.enter(other)).isTrue();
    assertThat(book.count(TaskStatus.FAILED)).isEqualTo(1);
    assertThat(book.retried()).isEqualTo(3);
    assertThat(book.enter(retried)).isTrue();
    assertThat(book.enter(failed)).isFalse();

    assertThat(taken).containsExactly(failed, other, retried);
    assertThat(book.size()).isEqualTo(2);
    assertThat(book.count(TaskStatus.FAILED)).isZero();
    assertThat(book.count(TaskStatus.SUCCEEDED)).isEqualTo(1);
    assertThat(book.retried()).isZero();
    assertThat(book.all(each -> true)).isEmpty();
  }

  @Test
  void whatIsForgottenDoesNotCount() {
    book.enter(result("a", 1, TaskStatus.TIMED_OUT, 2));

    book.remove("a");
    book.remove("unknown");

    assertThat(book.size()).isZero();
    assertThat(book.count(TaskStatus.TIMED_OUT)).isZero();
    assertThat(book.retried()).isZero();
  }

  private static TaskResult result(String id, int round, TaskStatus status, int retries) {
    return new TaskResult(
        "batch",
        id,
        round,
        null,
        status,
        null,
        null,
        null,
        1 + retries,
        retries,
        0,
        0,
        0,
        0,
        0,
        null,
        "noop",
        null,
        Priority.NORMAL,
        null,
        TaskChain.NONE);
  }
}
