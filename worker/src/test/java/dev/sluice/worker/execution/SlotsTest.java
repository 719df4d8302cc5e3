package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SlotsTest {

  private record Named(int priority, long arrival, Runnable body) implements Slots.Job {
    @Override
    public boolean obsolete() {
      return false;
    }

    @Override
    public void run() {
      body.run();
    }
  }

  private static Slots slots(int capacity) {
    return new Slots(
        capacity, job -> Thread.ofVirtual().start(job), new RunTimes(System::nanoTime), () -> {});
  }

  @Test
  void waitingJobsRunByPriorityThenByArrival() {
    var slots = slots(1);
    var gate = new CountDownLatch(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    slots.add(new Named(0, 0, () -> awaitUninterruptibly(gate)));
    for (int[] job : new int[][] {{2, 1}, {4, 2}, {0, 3}, {2, 4}, {0, 5}}) {
      slots.add(new Named(job[0], job[1], () -> order.add(job[0] + "-" + job[1])));
    }
    gate.countDown();
    await().until(() -> order.size() == 5);
    assertThat(order).containsExactly("0-3", "0-5", "2-1", "2-4", "4-2");
  }

  @Test
  void neverMoreRunThanThereAreSlots() {
    var slots = slots(3);
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      slots.add(
          new Named(
              i % 5,
              i,
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                done.incrementAndGet();
              }));
    }
    await().until(() -> done.get() == 1_000 && slots.running() == 0);
    assertThat(most.get()).isBetween(1, 3);
    assertThat(slots.room()).isEqualTo(3);
  }

  @Test
  void aJobThatThrowsFreesItsSlotForTheNext() {
    var threads = Thread.ofVirtual().uncaughtExceptionHandler((thread, error) -> {});
    var slots = new Slots(1, threads::start, new RunTimes(System::nanoTime), () -> {});
    var gate = new CountDownLatch(1);
    var next = new CountDownLatch(1);
    slots.add(
        new Named(
            0,
            0,
            () -> {
              awaitUninterruptibly(gate);
              throw new IllegalStateException("broken");
            }));
    slots.add(new Named(0, 1, next::countDown));
    gate.countDown();
    await().until(() -> next.getCount() == 0 && slots.room() == 1);
  }

  private static void awaitUninterruptibly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
