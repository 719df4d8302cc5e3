package dev.sluice.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.ledger.row.RowKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/**
 * What a scan for timers walks over: on disk it meets the traces of all rows that were deleted
 * behind the key at which it begins.
 */
class DueTimersTest {

  private static final byte[] NONE = {};

  private final CountingRows rows = new CountingRows();
  private final LedgerStore store = rows.store();
  private final DueTimers timers = store.timers();

  @Test
  void firesWhatIsDueEarliestFirst() {
    write(timer(30, "c"), timer(10, "a"), timer(20, "b"));

    assertThat(fire(20, 10)).containsExactly("a", "b");
    assertThat(fire(29, 10)).isEmpty();
    assertThat(fire(30, 10)).containsExactly("c");
  }

  @Test
  void doesNotWalkOverTimersThatFired() {
    for (int due = 0; due < 1000; due++) {
      write(timer(10L * due, "t"));
    }
    for (int now = 0; now < 10_000; now += 10) {
      assertThat(fire(now, 10)).hasSize(1);
      assertThat(timers.fire(now + 5, 10, timer -> true)).isFalse();
      assertThat(rows.lastScanFrom()).isEqualTo(RowKeys.timersFrom(now + 1));
    }
  }

  @Test
  void doesNotWalkOverThoseThatFiredAmongManyThatAreDueAtOnce() {
    List<String> all = IntStream.range(1000, 2000).mapToObj(i -> "t" + i).toList();
    all.forEach(task -> write(timer(7, task)));

    List<String> fired = new ArrayList<>();
    for (int go = 0; go < 10; go++) {
      fired.addAll(fire(7, 100));
      assertThat(fired).hasSize(100 * (go + 1));
      timers.fire(7, 100, timer -> false);
      assertThat(rows.lastScanFrom())
          .isEqualTo(RowKeys.after(RowKeys.timer(timer(7, fired.getLast()))));
    }

    assertThat(fired).isEqualTo(all);
    assertThat(fire(7, 100)).isEmpty();
  }

  @Test
  void doesNotWalkOverTimersThatWereDeletedBeforeTheyWereDue() {
    Timer deleted = timer(50, "t");
    write(deleted);
    store.put(new RowWrite(RowKeys.timer(deleted), null));

    fire(100, 10);
    fire(200, 10);

    assertThat(rows.lastScanFrom()).isEqualTo(RowKeys.timersFrom(101));
  }

  @Test
  void aTimerThatIsWrittenForATimeThatHasPassedFires() {
    fire(100, 10);

    write(timer(40, "late"));

    assertThat(fire(100, 10)).containsExactly("late");
  }

  @Test
  void aTimerThatIsWrittenWhileOthersFireIsNotPassedOver() {
    write(timer(10, "a"), timer(20, "b"));

    timers.fire(
        100,
        10,
        timer -> {
          store.put(new RowWrite(RowKeys.timer(timer), null));
          if (timer.taskId().equals("b")) {
            write(timer(15, "again"));
          }
          return true;
        });

    assertThat(fire(100, 10)).containsExactly("again");
  }

  @Test
  void whatIsNotWantedComesAgain() {
    write(timer(10, "a"), timer(20, "b"), timer(30, "c"));
    List<String> taken = new ArrayList<>();

    boolean left =
        timers.fire(
            100,
            10,
            timer -> {
              boolean wanted = taken.isEmpty();
              if (wanted) {
                taken.add(timer.taskId());
                store.put(new RowWrite(RowKeys.timer(timer), null));
              }
              return wanted;
            });

    assertThat(left).isTrue();
    assertThat(taken).containsExactly("a");
    assertThat(fire(100, 10)).containsExactly("b", "c");
  }

  @Test
  void aClockThatIsSetBackLosesNothing() {
    write(timer(10, "a"), timer(60, "b"));
    assertThat(fire(50, 10)).containsExactly("a");

    assertThat(fire(20, 10)).isEmpty();
    write(timer(55, "c"));

    assertThat(fire(70, 10)).containsExactly("c", "b");
  }

  @Test
  void allIsReadAgainWhenATransactionWasGivenUp() {
    write(timer(10, "a"));
    timers.fire(100, 10, timer -> true);
    assertThat(fire(100, 10)).isEmpty();

    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);

    assertThat(fire(100, 10)).containsExactly("a");
  }

  /** Fires and deletes, as the ledger does. */
  private List<String> fire(long now, int limit) {
    List<String> fired = new ArrayList<>();
    timers.fire(
        now,
        limit,
        timer -> {
          fired.add(timer.taskId());
          store.put(new RowWrite(RowKeys.timer(timer), null));
          return true;
        });
    return fired;
  }

  private void write(Timer... all) {
    for (Timer timer : all) {
      store.put(new RowWrite(RowKeys.timer(timer), NONE));
    }
  }

  private static Timer timer(long due, String taskId) {
    return Timer.release(due, "b", taskId);
  }
}
