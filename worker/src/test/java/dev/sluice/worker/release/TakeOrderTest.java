package dev.sluice.worker.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.records.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker of a few slots in virtual time, over topics that are counters. */
@ParameterizedClass(name = "brief tasks: {0}")
@ValueSource(booleans = {false, true})
class TakeOrderTest {

  private static final int SLOTS = 8;
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long OPEN = TimeUnit.MILLISECONDS.toNanos(50);

  private final Map<Priority, PriorityQueue<Long>> topics = new EnumMap<>(Priority.class);
  private final Map<Priority, Question> open = new EnumMap<>(Priority.class);
  private final List<Start> starts = new ArrayList<>();
  private final PriorityQueue<Long> running = new PriorityQueue<>();
  private final boolean brief;
  private final long task;
  private long roundTrip = TimeUnit.MICROSECONDS.toNanos(500);
  private int asksWithoutRoom;
  private int asks;

  private record Start(Priority priority, long arrived, long at) {}

  private record Question(int most, long until) {}

  /**
   * @param brief tasks are so short that questions stay open
   */
  TakeOrderTest(boolean brief) {
    this.brief = brief;
    this.task = TimeUnit.MILLISECONDS.toNanos(brief ? 20 : 100);
    for (Priority each : Priority.values()) {
      topics.put(each, new PriorityQueue<>());
    }
  }

  private void arrive(Priority priority, int count, long at) {
    for (int i = 0; i < count; i++) {
      topics.get(priority).add(at);
    }
  }

  private void run(TakeOrder order, long until) {
    var random = new Random(1);
    long now = 0;
    while (now < until) {
      answerOpenQuestions(order, now);
      while (!running.isEmpty() && running.peek() <= now) {
        running.poll();
      }
      int room = SLOTS - running.size();
      var next = order.next(room, brief, now);
      if (next.isEmpty()) {
        now = running.element();
        continue;
      }
      asks++;
      TakeOrder.Ask ask = next.get();
      asksWithoutRoom += ask.most() > room ? 1 : 0;
      if (ask.patience() == TakeOrder.Patience.NOT) {
        open.putIfAbsent(ask.of().iterator().next(), new Question(ask.most(), now + OPEN));
        order.took(ask, Map.of(), now);
        continue;
      }
      now += roundTrip;
      Map<Priority, Integer> came = take(ask, now, random);
      if (came.isEmpty() && ask.patience() != TakeOrder.Patience.ANSWER) {
        now += MOMENT;
      }
      order.took(ask, came, now);
    }
  }

  private void answerOpenQuestions(TakeOrder order, long now) {
    Map<Priority, Integer> came = new EnumMap<>(Priority.class);
    open.values().removeIf(question -> question.until() < now);
    List.copyOf(open.keySet())
        .forEach(each -> {
          int count = start(each, open.get(each).most(), now);
          if (count > 0) {
            came.put(each, count);
            open.remove(each);
          }
        });
    order.late(came);
  }

  /** A broker hands out what it likes best, in whatever order. */
  private Map<Priority, Integer> take(TakeOrder.Ask ask, long now, Random random) {
    Map<Priority, Integer> came = new EnumMap<>(Priority.class);
    List<Priority> order = new ArrayList<>(ask.of());
    Collections.shuffle(order, random);
    int left = ask.most();
    for (Priority each : order) {
      int count = start(each, left, now);
      left -= count;
      if (count > 0) {
        came.put(each, count);
      }
    }
    return came;
  }

  private int start(Priority priority, int most, long now) {
    PriorityQueue<Long> topic = topics.get(priority);
    int count = 0;
    while (count < most && !topic.isEmpty() && topic.peek() <= now) {
      starts.add(new Start(priority, topic.poll(), now));
      running.add(now + task);
      count++;
    }
    return count;
  }

  private static PriorityFloor floor() {
    return PriorityFloor.parse(List.of("high:5", "normal:5", "low:2", "background:1"));
  }

  private long longestWait(Priority priority) {
    return starts.stream()
        .filter(start -> start.priority() == priority)
        .mapToLong(start -> start.at() - start.arrived())
        .max()
        .orElseThrow();
  }

  private long share(Priority priority) {
    long count = starts.stream().filter(start -> start.priority() == priority).count();
    return 1_000 * count / starts.size();
  }

  @Test
  void aFloodOfTheBackgroundDelaysACriticalTaskByNoMoreThanWhatRuns() {
    arrive(Priority.BACKGROUND, 100_000, 0);
    criticalTasksWaitForNoMoreThanWhatRuns();
  }

  private void criticalTasksWaitForNoMoreThanWhatRuns() {
    var random = new Random(7);
    for (int i = 1; i <= 200; i++) {
      arrive(Priority.CRITICAL, 1, TimeUnit.MILLISECONDS.toNanos(50L * i + random.nextInt(50)));
    }
    run(new TakeOrder(floor()), TimeUnit.SECONDS.toNanos(12));
    assertThat(starts).filteredOn(each -> each.priority() == Priority.CRITICAL).hasSize(200);
    assertThat(longestWait(Priority.CRITICAL)).isLessThan(task + TimeUnit.MILLISECONDS.toNanos(25));
  }

  @Test
  void norDoesAFloodInBetween() {
    arrive(Priority.BACKGROUND, 100_000, 0);
    arrive(Priority.HIGH, 100_000, TimeUnit.SECONDS.toNanos(1));
    criticalTasksWaitForNoMoreThanWhatRuns();
    assertThat(share(Priority.HIGH)).isGreaterThan(650L);
  }

  @Test
  void whatIsMoreUrgentGoesFirstButForTheFloor() {
    for (Priority each : Priority.values()) {
      arrive(each, 100_000, 0);
    }
    run(new TakeOrder(floor()), TimeUnit.SECONDS.toNanos(60));
    assertThat(share(Priority.HIGH)).isBetween(40L, 55L);
    assertThat(share(Priority.NORMAL)).isBetween(40L, 55L);
    assertThat(share(Priority.LOW)).isBetween(15L, 24L);
    assertThat(share(Priority.BACKGROUND)).isBetween(7L, 13L);
  }

  @Test
  void withoutAFloorNothingLessUrgentIsTaken() {
    arrive(Priority.HIGH, 100_000, 0);
    arrive(Priority.LOW, 100_000, 0);
    run(new TakeOrder(new PriorityFloor(Map.of())), TimeUnit.SECONDS.toNanos(10));
    assertThat(starts)
        .filteredOn(each -> each.priority() == Priority.LOW)
        .as("the first question is for all")
        .hasSizeLessThanOrEqualTo(SLOTS);
  }

  @Test
  void whatIsLessUrgentIsTakenWhenNothingElseIsThere() {
    for (Priority each : Priority.values()) {
      arrive(each, 300, 0);
    }
    run(new TakeOrder(floor()), TimeUnit.SECONDS.toNanos(30));
    assertThat(starts).hasSize(1_500);
    assertThat(starts.get(starts.size() - 1).at())
        .as("no slot was idle for long")
        .isLessThan(1_500 / SLOTS * task * 105 / 100);
  }

  @Test
  void whatWaitsIsAskedHoweverSlowTheNetworkIs() {
    roundTrip = TimeUnit.MILLISECONDS.toNanos(300);
    arrive(Priority.LOW, 200, 0);
    run(new TakeOrder(floor()), TimeUnit.SECONDS.toNanos(60));
    assertThat(starts).hasSize(200);
  }

  @Test
  void nothingIsAskedWhereThereIsNoRoomAndMoreThanThatNever() {
    assertThat(new TakeOrder(floor()).next(0, false, 0)).isEmpty();
    arrive(Priority.NORMAL, 10_000, 0);
    run(new TakeOrder(floor()), TimeUnit.SECONDS.toNanos(10));
    assertThat(asksWithoutRoom).isZero();
  }

  @Test
  void whereNothingWaitsOneQuestionIsForAll() {
    for (int i = 0; i < 1_000; i++) {
      arrive(Priority.NORMAL, 1, TimeUnit.MILLISECONDS.toNanos(25L * i));
    }
    run(new TakeOrder(floor()), TimeUnit.SECONDS.toNanos(25));
    assertThat(starts).hasSizeGreaterThan(990);
    assertThat(asks).isLessThan(2_500);
  }

  @Test
  void aFloorNamesPrioritiesAndLeavesRoomForTheUrgent() {
    assertThat(PriorityFloor.parse(List.of("high:5", "low:2")).percent(Priority.LOW)).isEqualTo(2);
    assertThatThrownBy(() -> PriorityFloor.parse(List.of("urgent:5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("urgent:5");
    assertThatThrownBy(() -> PriorityFloor.parse(List.of("high:50", "low:50")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 %");
  }
}
