package dev.sluice.scheduler.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.task.BatchOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages by time out of rows that are kept by id. */
class ByOpeningTest {

  private static BatchView batch(String id, long openedAt) {
    return new BatchView(id, BatchRow.unopened(openedAt, 1), BatchOptions.DEFAULT);
  }

  private static ByOpening looked(List<BatchView> batches, Page.Wanted wanted, int most) {
    var page = new ByOpening(wanted, most);
    for (BatchView batch : batches) {
      boolean more =
          page.look(
              batch.batchId(),
              batch.header().life().openedAt(),
              () -> batch.batchId().endsWith("7") ? null : batch);
      if (!more) {
        break;
      }
    }
    return page;
  }

  /** However the rows lie: each batch that is wanted once, in order, and an end. */
  @Test
  void pagesMakeTheWholeListInTheOrderOfOpening() {
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new Random(seed);
      List<BatchView> batches = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < random.nextInt(60); i++) {
        String id = "b" + random.nextInt(200);
        if (ids.add(id)) {
          batches.add(batch(id, 95 + random.nextInt(10)));
        }
      }
      boolean descending = random.nextBoolean();
      int limit = 1 + random.nextInt(7);
      List<BatchView> found = new ArrayList<>();
      String place = null;
      do {
        Collections.shuffle(batches, random);
        Page<BatchView> page =
            looked(batches, new Page.Wanted(place, descending, limit), 60).page().orElseThrow();
        assertThat(page.items()).as("seed %d", seed).hasSizeBetween(place == null ? 0 : 1, limit);
        found.addAll(page.items());
        place = page.next();
      } while (place != null);
      Comparator<BatchView> order =
          Comparator.<BatchView>comparingLong(batch -> batch.header().life().openedAt())
              .thenComparing(BatchView::batchId);
      assertThat(found)
          .as("seed %d", seed)
          .containsExactlyElementsOf(
              batches.stream()
                  .filter(batch -> !batch.batchId().endsWith("7"))
                  .sorted(descending ? order.reversed() : order)
                  .toList());
    }
  }

  @Test
  void moreBatchesThanMayBeLookedAtMakeNoPage() {
    List<BatchView> batches = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      batches.add(batch("b" + i, i + 1));
    }
    var wanted = new Page.Wanted(null, true, 2);

    assertThat(looked(batches, wanted, 10).page()).isEmpty();
    assertThat(looked(batches, wanted, 11).page().orElseThrow().items())
        .extracting(BatchView::batchId)
        .containsExactly("b10", "b9");
  }
}
