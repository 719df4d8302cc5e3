package dev.sluice.worker.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.worker.Releases;
import dev.sluice.worker.execution.Passing;
import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OvertakingTest {

  private static final Duration SOME_TIME = Duration.ofMillis(60);

  private final Overtaking overtaking = new Overtaking(0);

  @Test
  void asksForWhatIsMoreUrgentThanWhatWaits() {
    assertThat(overtaking.next(new Passing(Priority.NORMAL.ordinal(), 4)))
        .hasValueSatisfying(ask -> {
          assertThat(ask.of()).isEqualTo(EnumSet.of(Priority.CRITICAL, Priority.HIGH));
          assertThat(ask.most()).isEqualTo(4);
        });
    assertThat(overtaking.next(new Passing(Priority.CRITICAL.ordinal(), 4))).isEmpty();
    assertThat(overtaking.next(new Passing(Priority.LOW.ordinal(), 0))).isEmpty();
  }

  @Test
  void asksOnlyWhenNothingWasAskedForSomeTime() {
    assertThat(overtaking.due(SOME_TIME.toNanos())).isTrue();
    overtaking.asked(SOME_TIME.toNanos());
    assertThat(overtaking.due(SOME_TIME.toNanos() + 1)).isFalse();
    assertThat(overtaking.due(SOME_TIME.multipliedBy(2).toNanos())).isTrue();
  }

  /** They were taken while tasks were short, and are long themselves. */
  @Test
  void anUrgentTaskBeginsBeforeAllThatWaitForASlot() throws Exception {
    try (var worker = new IntakeFixture(1, true)) {
      worker.transport.deliverTogether(
          IntStream.range(0, 20)
              .mapToObj(number -> release("slow" + number, Priority.BACKGROUND))
              .toArray(Release[]::new));
      worker.untilBegun("slow0");
      worker.transport.deliver(release("urgent", Priority.CRITICAL), 0);
      worker.transport.settle();
      assertThat(worker.transport.taken).as("no room").hasSize(20);

      worker.pass(SOME_TIME);
      worker.transport.settle();
      assertThat(worker.transport.taken).hasSize(21);
      worker.handler.open("slow0");
      worker.untilBegun("urgent");
      assertThat(worker.handler.begun).containsExactlyInAnyOrder("slow0", "urgent");

      worker.transport.deliver(release("another", Priority.HIGH), 0);
      worker.pass(SOME_TIME);
      worker.transport.settle();
      assertThat(worker.transport.taken).hasSize(22);
      worker.transport.deliver(release("one too many", Priority.HIGH), 0);
      worker.pass(SOME_TIME);
      worker.transport.settle();
      assertThat(worker.transport.taken).as("as many wait as there are slots").hasSize(22);
    }
  }

  private static Release release(String task, Priority priority) {
    return Releases.of(task, "wait").setPriority(priority).build();
  }
}
