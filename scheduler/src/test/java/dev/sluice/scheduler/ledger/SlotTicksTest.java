package dev.sluice.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.Event.CapacityChanged;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.records.Heartbeat;
import dev.sluice.scheduler.store.CountingRows;
import dev.sluice.scheduler.store.LedgerStore;
import dev.sluice.scheduler.workforce.LiveWorkers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotTicksTest {

  private final LedgerStore store = new CountingRows().store();
  private final LedgerView view = LedgerView.of(store, store.headers()::find);
  private final LiveWorkers workers = new LiveWorkers(Duration.ofSeconds(10));
  private final List<CapacityChanged> told = new ArrayList<>();
  private final SlotTicks ticks = new SlotTicks(view, workers, this::take);

  @Test
  void tellsSomeBatchesASecondEachOnce() {
    for (int i = 0; i < 600; i++) {
      batch("b%03d".formatted(i), "default");
    }
    heard("default", 4);

    ticks.tick(10_000);
    assertThat(told).hasSize(256);
    ticks.tick(10_999);
    assertThat(told).as("within the same second").hasSize(256);
    ticks.tick(11_000);
    ticks.tick(12_000);

    assertThat(told).extracting(CapacityChanged::batchId).doesNotHaveDuplicates().hasSize(600);
    assertThat(told)
        .allSatisfy(event -> assertThat(event.slots()).isEqualTo(4))
        .last()
        .satisfies(event -> assertThat(event.at()).isEqualTo(12_000_000));
    for (int second = 13; second < 20; second++) {
      ticks.tick(second * 1000L);
    }
    assertThat(told).as("all know already").hasSize(600);

    heard("default", 5);
    ticks.tick(20_000);
    assertThat(told).hasSize(856);
  }

  @Test
  void waitsForTheFirstTaskAndForTheWorkers() {
    batch("b", "");
    ticks.tick(1000);
    heard("default", 4);
    ticks.tick(2000);
    assertThat(told).isEmpty();

    batch("b", "default");
    workers.lost();
    ticks.tick(3000);
    assertThat(told).isEmpty();

    workers.look(0);
    ticks.tick(3001);
    assertThat(told).hasSize(1);
  }

  @Test
  void aPoolWithoutWorkersHasNoSlots() {
    batch("b", "gpu");
    heard("default", 4);

    ticks.tick(1000);

    assertThat(told).singleElement().satisfies(event -> assertThat(event.slots()).isZero());
  }

  @Test
  void goesOnAfterTheClockWasSetBack() {
    batch("b", "default");
    heard("default", 4);
    ticks.tick(3_600_000);
    heard("default", 5);

    ticks.tick(1000);

    assertThat(told).hasSize(2);
  }

  private void take(CapacityChanged event) {
    told.add(event);
    AdaptiveWindow window = view.batch(event.batchId()).adaptive();
    store
        .headers()
        .put(event.batchId(), view.batch(event.batchId()).with(window.withSlots(event.slots())));
  }

  private void batch(String batchId, String pool) {
    store.headers().put(batchId, BatchRow.unopened(1, 1).with(AdaptiveWindow.BEGIN.in(pool)));
    store.put(new RowWrite(RowKeys.adaptive(batchId), new byte[] {1}));
  }

  private void heard(String pool, int slots) {
    workers.heard(
        Heartbeat.newBuilder()
            .setWorkerId("w")
            .setPool(pool)
            .setHost("h")
            .setStartedAt(0)
            .setAt(0)
            .setConcurrency(slots)
            .build(),
        0,
        0);
    workers.look(0);
  }
}
