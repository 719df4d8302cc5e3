package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.faults.site.Load;
import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.worker.TransportChoice.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that goes away and comes back: F24. */
@Timeout(300)
class BrokerFaultsTest {

  /**
   * With one broker there is nowhere to move to, so this one is restarted: the coordinators of the
   * groups and of the transactions, and all leaders, are gone and come back.
   */
  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void aCoordinatorThatMovesEndsNoProcess(Kind transport) throws Exception {
    try (Site site = Site.with("moved", 1, config -> config);
        Pool pool = site.pool(transport)) {
      List<SluiceProcess> workers =
          List.of(
              pool.starting("one", pool.plan().concurrency(4)),
              pool.starting("two", pool.plan().concurrency(4)));
      workers.forEach(each -> each.awaitSaid("worker is running"));

      Load load = pool.load(50);
      load.awaitEnded(20);
      site.restartBroker(() -> Slow.waitFor(Duration.ofSeconds(1), Duration.ofSeconds(30)));
      load.awaitEnded(40);
      site.restartBroker(() -> {});
      load.end().allSucceeded();

      assertThat(workers).allMatch(SluiceProcess::alive);
      assertThat(site.scheduler().alive()).isTrue();
    }
  }
}
