package dev.sluice.worker.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.execution.RunTimes;
import dev.sluice.worker.execution.Slots;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AppetiteTest {

  private static final int CAPACITY = 8;

  private final AtomicLong now = new AtomicLong();
  private final RunTimes runTimes = new RunTimes(now::get);
  private final Slots slots =
      new Slots(CAPACITY, job -> Thread.ofVirtual().start(job), runTimes, () -> {});
  private final AtomicBoolean pressed = new AtomicBoolean();
  private final Appetite appetite =
      new Appetite(slots, runTimes, new IntakeLimits(1_000, 1_000, 256), pressed::get);

  private record Job(Runnable body) implements Slots.Job {
    @Override
    public int priority() {
      return 0;
    }

    @Override
    public long arrival() {
      return 0;
    }

    @Override
    public boolean obsolete() {
      return false;
    }

    @Override
    public void run() {
      body.run();
    }
  }

  private int afterTasksOf(Duration length) {
    var done = new AtomicLong();
    slots.add(
        new Job(() -> {
          now.addAndGet(length.toNanos());
          done.incrementAndGet();
        }));
    await().until(() -> done.get() == 1 && slots.running() == 0);
    return appetite.now(new Holdings());
  }

  @Test
  void aWorkerThatKnowsNothingOfItsTasksTakesOneForEachSlot() {
    assertThat(appetite.now(new Holdings())).isEqualTo(CAPACITY);
  }

  @Test
  void aWorkerThatIsShortOfSomethingTakesOneTaskAtATime() {
    pressed.set(true);
    var held = new Holdings();
    assertThat(appetite.now(held)).isEqualTo(1);
    held.add(new Delivery(new DeliveryId("t", 0, 0), null, null, 0, false), 0);
    assertThat(appetite.now(held)).isZero();
    pressed.set(false);
    assertThat(appetite.now(held)).isEqualTo(CAPACITY);
  }

  @Test
  void longTasksAreNotTakenAhead() {
    assertThat(afterTasksOf(Duration.ofSeconds(10))).isEqualTo(CAPACITY);
  }

  @Test
  void asManyAreTakenAheadAsTheSlotsGetDoneInFiftyMilliseconds() {
    assertThat(afterTasksOf(Duration.ofMillis(10))).isEqualTo(CAPACITY + 40);
  }

  @Test
  void noMoreAreTakenAheadThanTheLimitSays() {
    assertThat(afterTasksOf(Duration.ofNanos(10_000))).isEqualTo(CAPACITY + 256);
  }
}
