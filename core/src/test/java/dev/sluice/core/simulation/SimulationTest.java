package dev.sluice.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Simulated worlds keep the invariants, and everything that can happen happens in some of them.
 * {@code -Dsluice.simulation.seeds=N} lives through more of them, {@code
 * -Dsluice.simulation.seed=N} through that one alone and tells what happens.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {

  private static final long SEEDS = Long.getLong("sluice.simulation.seeds", 2000);
  private static final int THREADS =
      Integer.getInteger(
          "sluice.simulation.threads", Math.min(8, Runtime.getRuntime().availableProcessors()));

  /** Fewer seeds leave out what is rare. */
  private static final long ENOUGH_TO_SEE_ALL = 2000;

  /**
   * A batch that is cleared says so to nobody, and a task that is handed back runs again, but for
   * the moment in which a large batch is being stopped.
   */
  private static final Set<Reason> NOT_BY_CHANCE = EnumSet.of(Reason.CLEARED, Reason.HANDED_BACK);

  private final Campaign campaign = new Campaign();

  @BeforeAll
  void live() {
    Long only = Long.getLong("sluice.simulation.seed");
    if (only == null) {
      campaign.run(SEEDS, THREADS);
    } else {
      campaign.one(only, campaign.coverage(), sentence -> System.out.println(sentence.get()));
    }
    campaign.failures().forEach(failure -> System.out.println(failure.replay()));
  }

  @Test
  void everyInvariantHoldsInEveryWorld() {
    assertThat(campaign.failures())
        .as("worlds that are not as they should be; how to see one again is printed above")
        .isEmpty();
    assertThat(campaign.happenings()).isPositive();
  }

  @Test
  void everyFaultStrikes() {
    assertSeen((Object[]) Fault.values());
  }

  @Test
  void everyEventHappensAndEveryTimerFires() {
    assertSeen((Object[]) Event.class.getPermittedSubclasses());
    assertSeen((Object[]) Timer.Kind.values());
  }

  @Test
  void everyEffectIsMadeKnown() {
    assertSeen((Object[]) Effect.class.getPermittedSubclasses());
  }

  @Test
  void tasksAndBatchesEndInEveryWay() {
    assertSeen(EnumSet.range(TaskStatus.SUCCEEDED, TaskStatus.REJECTED).toArray());
    assertSeen((Object[]) BatchStatus.values());
  }

  @Test
  void everyReasonIsGiven() {
    Set<Reason> expected = EnumSet.complementOf(EnumSet.copyOf(NOT_BY_CHANCE));
    assertSeen(expected.stream().map(Reason::name).toArray());
    assertSeen("WORKER_LOST", "HANDLER_ERROR");
  }

  private void assertSeen(Object... expected) {
    assumeTrue(
        SEEDS >= ENOUGH_TO_SEE_ALL && Long.getLong("sluice.simulation.seed") == null,
        "too few seeds to see everything");
    List<Object> unseen = new ArrayList<>();
    for (Object what : expected) {
      if (campaign.coverage().of(what) == 0) {
        unseen.add(what);
      }
    }
    assertThat(unseen).as("never happened").isEmpty();
  }
}
