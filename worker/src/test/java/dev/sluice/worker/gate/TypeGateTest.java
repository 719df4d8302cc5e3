package dev.sluice.worker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gates on virtual time. */
class TypeGateTest {

  private static final long TOOK = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration OPEN = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong(-5_000_000_000L); // a nano clock may be negative

  private TypeGate gate(Map<String, Integer> most, String rate, String breaker) {
    var rates = GateKeys.TYPE_RATE.type().parse(rate);
    var breakers = GateKeys.TYPE_BREAKER.type().parse(breaker);
    var terms = new GateTerms(most, rates, breakers, OPEN, null);
    return new Gates(terms, now::get, () -> false).of("t");
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static void run(TypeGate gate, Verdict verdict) {
    Pass pass = gate.enter();
    assertThat(pass).as("let in for %s", verdict).isNotNull();
    end(pass, verdict);
  }

  private static void end(@Nullable Pass pass, Verdict verdict) {
    pass.judge(verdict, TOOK);
    pass.handIn();
  }

  private static List<Pass> enterAll(TypeGate gate) {
    List<Pass> passes = new ArrayList<>();
    for (Pass pass = gate.enter(); pass != null; pass = gate.enter()) {
      passes.add(pass);
    }
    return passes;
  }

  @Test
  void aTypeWithoutLimitsHasNoGate() {
    assertThat(new Gates(GateTerms.none(), now::get, () -> false).of("t")).isNull();
  }

  @Test
  void noMoreThanTheFixedNumberAreInside() {
    TypeGate gate = gate(Map.of("t", 3), "", "");
    List<Pass> inside = enterAll(gate);
    assertThat(inside).hasSize(3);
    assertThat(gate.room()).isZero();
    end(inside.get(1), Verdict.FAILED);
    assertThat(gate.room()).isEqualTo(1);
    assertThat(enterAll(gate)).hasSize(1);
  }

  @Test
  void eachPeriodLetsSoManyBeginHoweverShortTheyAre() {
    TypeGate gate = gate(Map.of(), "t:5/1s", "");
    for (int period = 0; period < 4; period++) {
      List<Pass> passes = enterAll(gate);
      assertThat(passes).as("period %s", period).hasSize(5);
      passes.forEach(pass -> end(pass, Verdict.SUCCEEDED));
      assertThat(gate.room()).isZero();
      assertThat(gate.opensIn()).isBetween(1L, TimeUnit.SECONDS.toNanos(1));
      pass(Duration.ofNanos(gate.opensIn()));
    }
  }

  @Test
  void aTypeWhoseAttemptsFailIsShutAndThreeTryWhetherItIsBetter() {
    TypeGate gate = gate(Map.of(), "", "t:50%/10");
    for (int i = 0; i < 10; i++) {
      run(gate, i % 2 == 0 ? Verdict.FAILED : Verdict.SUCCEEDED);
    }
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.OPEN);
    assertThat(gate.enter()).isNull();
    assertThat(gate.held()).as("those that wait are sent away").isZero();
    pass(OPEN.minusSeconds(1));
    assertThat(gate.enter()).isNull();
    assertThat(gate.held()).as("it opens soon").isPositive();
    pass(Duration.ofMillis(1_001));
    List<Pass> trials = enterAll(gate);
    assertThat(trials).hasSize(3);
    trials.forEach(pass -> end(pass, Verdict.SUCCEEDED));
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.CLOSED);
    assertThat(gate.enter()).isNotNull();
  }

  @Test
  void trialsThatFailShutItAgain() {
    TypeGate gate = gate(Map.of(), "", "t:50%/10");
    for (int i = 0; i < 10; i++) {
      run(gate, Verdict.OVERLOADED);
    }
    pass(OPEN.plusMillis(1));
    List<Pass> trials = enterAll(gate);
    assertThat(trials).hasSize(3);
    trials.forEach(pass -> end(pass, Verdict.FAILED));
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.OPEN);
    assertThat(gate.enter()).isNull();
  }

  @Test
  void whatIsTheTasksOwnFaultOpensNothingAndDecidesNothing() {
    TypeGate gate = gate(Map.of(), "", "t:10%/4");
    for (int i = 0; i < 100; i++) {
      run(gate, Verdict.SAYS_NOTHING);
    }
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.CLOSED);
    for (int i = 0; i < 4; i++) {
      run(gate, Verdict.FAILED);
    }
    pass(OPEN.plusMillis(1));
    for (int i = 0; i < 10; i++) {
      run(gate, Verdict.SAYS_NOTHING);
    }
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.TRYING);
    assertThat(enterAll(gate)).as("each of them gave its trial back").hasSize(3);
  }

  @Test
  void whatBeganBeforeTheBreakerChangedItsMindIsNoTrial() {
    TypeGate gate = gate(Map.of(), "", "t:50%/4");
    Pass early = gate.enter();
    Pass cancelled = gate.enter();
    for (int i = 0; i < 4; i++) {
      run(gate, Verdict.FAILED);
    }
    pass(OPEN.plusMillis(1));
    List<Pass> trials = new ArrayList<>(List.of(gate.enter()));
    end(early, Verdict.FAILED);
    end(cancelled, Verdict.SAYS_NOTHING);
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.TRYING);
    trials.addAll(enterAll(gate));
    assertThat(trials).hasSize(3);
  }

  @Test
  void anAttemptThatTheRateKeepsOutIsNoTrialEither() {
    TypeGate gate = gate(Map.of(), "t:1/1s", "t:50%/1");
    run(gate, Verdict.FAILED);
    pass(OPEN.plusMillis(1));
    run(gate, Verdict.SAYS_NOTHING); // takes the permit of this second, and gives its trial back
    assertThat(gate.enter()).isNull();
    pass(Duration.ofSeconds(1));
    run(gate, Verdict.SUCCEEDED);
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void anAttemptCountsOnceHoweverOftenItEnds() {
    TypeGate gate = gate(Map.of("t", 1), "", "t:50%/2");
    Pass hangs = gate.enter();
    hangs.judge(Verdict.OVERLOADED, TOOK);
    hangs.judge(Verdict.SUCCEEDED, TOOK);
    assertThat(gate.room()).as("its thread is not free yet").isZero();
    hangs.handIn();
    run(gate, Verdict.OVERLOADED);
    assertThat(gate.load(0).breaker()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void soManyAreHeldAsBeginWithinTwoSeconds() {
    TypeGate rated = gate(Map.of(), "t:10/1s", "");
    assertThat(rated.held()).isEqualTo(20);
    TypeGate fixed = gate(Map.of("t", 4), "", "");
    Pass pass = fixed.enter();
    pass.judge(Verdict.SUCCEEDED, TimeUnit.SECONDS.toNanos(1));
    assertThat(fixed.held()).isEqualTo(8);
  }
}
