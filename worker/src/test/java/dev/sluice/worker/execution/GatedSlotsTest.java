package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.gate.AdaptiveBounds;
import dev.sluice.worker.gate.GateKeys;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.gate.Gates;
import dev.sluice.worker.gate.Pass;
import dev.sluice.worker.gate.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots with limits of types, on virtual time; jobs end when the test says so. */
@Timeout(60)
class GatedSlotsTest {

  private final ManualTimers timers = new ManualTimers();
  private final List<Job> all = new ArrayList<>();
  private int arrivals;

  private final class Job implements Slots.Job {
    private final String type;
    private final int priority;
    private final long arrival = arrivals++;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger handBacks = new AtomicInteger();
    private volatile @Nullable Duration comesBackIn;
    private volatile boolean begun;
    private volatile boolean done;
    private volatile boolean stopped;
    private volatile Verdict verdict = Verdict.SUCCEEDED;
    private volatile @Nullable Pass pass;

    Job(String type, int priority) {
      this.type = type;
      this.priority = priority;
      all.add(this);
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public long arrival() {
      return arrival;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public boolean obsolete() {
      return stopped;
    }

    @Override
    public void admitted(Pass admission) {
      pass = admission;
    }

    @Override
    public void handBack(Duration in) {
      handBacks.incrementAndGet();
      comesBackIn = in;
    }

    @Override
    public void run() {
      runs.incrementAndGet();
      long from = timers.nanos();
      begun = true;
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (pass != null) {
        pass.judge(verdict, Math.max(1, timers.nanos() - from));
      }
      done = true;
    }

    boolean runsNow() {
      return begun && !done;
    }

    @Override
    public String toString() {
      return type + "/" + priority + "/" + arrival;
    }
  }

  private Slots slots(Capacity capacity, GateTerms terms) {
    return new Slots(
        capacity,
        new Gates(terms, timers::nanos, () -> false),
        job -> Thread.ofVirtual().start(job),
        new RunTimes(timers::nanos),
        timers,
        () -> {});
  }

  private static GateTerms terms(String concurrency, String rate, String breaker) {
    return new GateTerms(
        GateKeys.TYPE_CONCURRENCY.type().parse(concurrency),
        GateKeys.TYPE_RATE.type().parse(rate),
        GateKeys.TYPE_BREAKER.type().parse(breaker),
        Duration.ofSeconds(10),
        null);
  }

  private List<Job> add(Slots slots, String type, int count) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var job = new Job(type, 2);
      jobs.add(job);
      slots.add(job);
    }
    settle(slots);
    return jobs;
  }

  /** Until no thread is on its way to a job, and all that have one run it. */
  private void settle(Slots slots) {
    while (slots.seeking() > 0 || runningNow().size() != slots.running()) {
      Thread.onSpinWait();
    }
  }

  private List<Job> runningNow() {
    return all.stream().filter(Job::runsNow).toList();
  }

  private long runningOf(String type) {
    return runningNow().stream().filter(job -> job.type.equals(type)).count();
  }

  private void end(Slots slots, List<Job> jobs, Verdict verdict) {
    for (Job job : jobs) {
      job.verdict = verdict;
      job.end.countDown();
    }
    while (!jobs.stream().allMatch(job -> job.done)) {
      Thread.onSpinWait();
    }
    settle(slots);
  }

  private void pass(Slots slots, long millis) {
    timers.pass(millis);
    settle(slots);
  }

  @Test
  void aTypeAtItsLimitStandsInNobodysWay() {
    var slots = slots(Capacity.fixed(8), terms("slow:2", "", ""));
    List<Job> slow = add(slots, "slow", 4);
    List<Job> others = add(slots, "other", 6);
    assertThat(runningOf("slow")).isEqualTo(2);
    assertThat(runningOf("other")).isEqualTo(6);
    assertThat(slots.room()).isZero();
    end(slots, others, Verdict.SUCCEEDED);
    assertThat(runningOf("slow")).isEqualTo(2);
    assertThat(slots.room()).as("those of the type that wait take no room").isEqualTo(6);
    end(slots, slow.subList(0, 2), Verdict.SUCCEEDED);
    assertThat(slow.subList(2, 4)).allMatch(Job::runsNow);
  }

  @Test
  void aRateLetsSoManyBeginInEachPeriodAndItsTimerTheNext() {
    var slots = slots(Capacity.fixed(8), terms("", "mail:3/1s", ""));
    List<Job> mail = add(slots, "mail", 6);
    assertThat(runningOf("mail")).isEqualTo(3);
    assertThat(slots.types().get(0).waitsForRate()).isTrue();
    end(slots, mail.subList(0, 3), Verdict.SUCCEEDED);
    assertThat(runningOf("mail")).isZero();
    pass(slots, 1_000);
    assertThat(mail.subList(3, 6)).allMatch(Job::runsNow);
  }

  @Test
  void whatIsTooMuchIsHandedBackToComeAgainOneAfterTheOther() {
    var slots = slots(Capacity.fixed(16), terms("", "mail:10/1s", ""));
    List<Job> mail = add(slots, "mail", 130);
    pass(slots, 250);
    List<Job> back = mail.stream().filter(job -> job.handBacks.get() > 0).toList();
    assertThat(back).as("10 run, 20 begin within two seconds").hasSize(100);
    assertThat(back).as("the latest ones").allMatch(job -> job.arrival >= 30);
    List<Duration> in = back.stream().map(job -> job.comesBackIn).sorted().toList();
    assertThat(in.get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(in.get(99)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(16));
  }

  @Test
  void noMoreAreHandedBackThanTheSchedulerCanBear() {
    var slots = slots(Capacity.fixed(8), terms("", "mail:1/1m", ""));
    List<Job> mail = add(slots, "mail", 2_000);
    assertThat(mail.stream().filter(job -> job.handBacks.get() > 0)).hasSize(500);
    assertThat(slots.room()).as("no more are taken until the others are gone").isNegative();
    for (int i = 0; i < 16; i++) {
      pass(slots, 250);
    }
    assertThat(mail.stream().filter(job -> job.handBacks.get() > 0)).hasSize(1_999);
    assertThat(slots.room()).isEqualTo(7);
  }

  @Test
  void anOpenBreakerSendsItsTypeAwayUntilItOpensAgainAndOthersGoOn() {
    var slots = slots(Capacity.fixed(4), terms("", "", "http:50%/4"));
    List<Job> http = add(slots, "http", 10);
    end(slots, http.subList(0, 4), Verdict.FAILED);
    end(slots, runningNow(), Verdict.FAILED); // those that had begun meanwhile
    pass(slots, 250);
    List<Job> away = http.stream().filter(job -> !job.begun).toList();
    assertThat(away).isNotEmpty();
    assertThat(away)
        .allMatch(job -> job.handBacks.get() == 1)
        .allMatch(job -> job.comesBackIn.compareTo(Duration.ofSeconds(9)) > 0);
    assertThat(slots.room()).isEqualTo(4);
    assertThat(add(slots, "other", 4)).allMatch(Job::runsNow);
    end(slots, runningNow(), Verdict.SUCCEEDED);
    pass(slots, 9_000);
    List<Job> later = add(slots, "http", 6);
    assertThat(later).as("held, because it opens soon").noneMatch(job -> job.handBacks.get() > 0);
    pass(slots, 1_100);
    assertThat(runningOf("http")).as("trials").isEqualTo(3);
    end(slots, runningNow(), Verdict.SUCCEEDED);
    assertThat(later).allMatch(job -> job.begun);
  }

  @Test
  void aJobThatItsTypeKeepsWaitingForLongIsHandedBack() {
    var slots = slots(Capacity.fixed(8), terms("slow:1", "", ""));
    List<Job> slow = add(slots, "slow", 2);
    pass(slots, 4_900);
    assertThat(slow.get(1).handBacks).hasValue(0);
    pass(slots, 500);
    assertThat(slow.get(1).handBacks).hasValue(1);
    assertThat(slots.waiting()).isZero();
  }

  @Test
  void anAdaptiveLimitGrowsAndShrinksAndNothingIsHandedBack() {
    var terms =
        new GateTerms(
            Map.of(), Map.of(), Map.of(), Duration.ofSeconds(10), new AdaptiveBounds(2, 4, 40));
    var slots = slots(Capacity.adaptive(terms.adaptive()), terms);
    assertThat(slots.capacity()).isEqualTo(4);
    add(slots, "a", 20);
    assertThat(runningNow()).hasSize(4);
    assertThat(slots.room()).isEqualTo(-16);
    for (int turn = 0; turn < 30; turn++) {
      pass(slots, 100);
      end(slots, runningNow(), Verdict.SUCCEEDED);
      add(slots, "a", 40);
    }
    int grown = slots.capacity();
    assertThat(grown).isGreaterThan(8);
    assertThat(runningNow()).hasSize(grown);
    assertThat(add(slots, "b", 6).stream().filter(Job::runsNow))
        .as("another type has a limit of its own")
        .hasSize(Math.min(4, 40 - grown));
    for (int turn = 0; turn < 60; turn++) {
      pass(slots, 100);
      end(slots, runningNow(), Verdict.OVERLOADED);
    }
    assertThat(slots.capacity()).isLessThan(grown);
    while (slots.waiting() > 0) {
      end(slots, runningNow(), Verdict.SUCCEEDED);
    }
    end(slots, runningNow(), Verdict.SUCCEEDED);
    assertThat(all).allMatch(job -> job.handBacks.get() == 0).allMatch(job -> job.done);
  }

  /**
   * Whatever happens: never more than the limits, nothing idle that could run, urgent ones first,
   * each job once, and none is forgotten.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void randomHistories(long seed) {
    var random = new Random(seed);
    int capacity = 1 + random.nextInt(8);
    var slots = slots(Capacity.fixed(capacity), terms("a:2,b:1", "c:4/1s", "b:60%/5,d:50%/3"));
    Map<Job, Long> away = new HashMap<>();
    Map<Job, Boolean> taken = new ConcurrentHashMap<>();
    for (int step = 0; step < 400; step++) {
      int dice = random.nextInt(10);
      if (dice < 5) {
        slots.add(new Job("abcde".substring(random.nextInt(5)).substring(0, 1), random.nextInt(5)));
      } else if (dice < 8) {
        List<Job> now = runningNow();
        if (!now.isEmpty()) {
          Job job = now.get(random.nextInt(now.size()));
          end(slots, List.of(job), Verdict.values()[random.nextInt(4)]);
        }
      } else if (dice < 9) {
        timers.pass(random.nextInt(700));
      } else if (random.nextInt(3) == 0) {
        all.stream()
            .filter(j -> !j.begun && !away.containsKey(j))
            .findAny()
            .ifPresent(j -> j.stopped = true);
      }
      settle(slots);
      comeAgain(slots, away, taken);
      check(capacity);
    }
    for (int turn = 0; turn < 5_000 && all.stream().anyMatch(GatedSlotsTest::open); turn++) {
      end(slots, runningNow(), Verdict.SUCCEEDED);
      timers.pass(250);
      settle(slots);
      comeAgain(slots, away, taken);
      check(capacity);
    }
    assertThat(all.stream().filter(GatedSlotsTest::open)).as("forgotten, seed %s", seed).isEmpty();
    assertThat(all).allMatch(job -> job.runs.get() <= 1);
    assertThat(slots.running()).isZero();
    assertThat(slots.waiting()).isZero();
  }

  private static boolean open(Job job) {
    return !job.done && !job.stopped && job.comesBackIn == null;
  }

  /** As the scheduler does: what was handed back comes again as a new job. */
  private void comeAgain(Slots slots, Map<Job, Long> away, Map<Job, Boolean> taken) {
    for (Job job : List.copyOf(all)) {
      if (job.comesBackIn != null && !away.containsKey(job)) {
        assertThat(job.begun).isFalse();
        away.put(job, timers.nanos() + job.comesBackIn.toNanos());
      }
    }
    for (Map.Entry<Job, Long> each : away.entrySet()) {
      if (each.getValue() <= timers.nanos() && taken.put(each.getKey(), true) == null) {
        slots.add(new Job(each.getKey().type, each.getKey().priority));
      }
    }
    settle(slots);
  }

  private void check(int capacity) {
    List<Job> now = runningNow();
    assertThat(now).hasSizeLessThanOrEqualTo(capacity);
    assertThat(runningOf("a")).isLessThanOrEqualTo(2);
    assertThat(runningOf("b")).isLessThanOrEqualTo(1);
    List<Job> waiting = all.stream().filter(job -> open(job) && !job.begun).toList();
    if (now.size() < capacity) {
      assertThat(waiting.stream().map(job -> job.type))
          .as("idle slots, and these have no limit")
          .doesNotContain("e");
      assertThat(waiting.stream().filter(job -> job.type.equals("a")).count())
          .matches(count -> count == 0 || runningOf("a") == 2, "a type below its limit waits");
    }
    waiting.stream()
        .filter(job -> job.type.equals("e"))
        .min(Comparator.comparingInt(Job::priority).thenComparingLong(Job::arrival))
        .ifPresent(first -> assertThat(now).hasSize(capacity));
    assertThat(TimeUnit.NANOSECONDS.toDays(timers.nanos())).isLessThan(1);
  }
}
