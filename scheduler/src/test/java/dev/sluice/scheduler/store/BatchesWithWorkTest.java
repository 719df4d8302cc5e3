package dev.sluice.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.RowKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesWithWorkTest {

  private static final int MOST = 3;

  private final CountingRows rows = new CountingRows();
  private final LedgerStore store = rows.store();
  private final BatchesWithWork work = new BatchesWithWork(store, MOST);

  @Test
  void readsTheMarksOnceAfterAStartHoweverManyThereAre() {
    List<String> all = IntStream.range(0, 2500).mapToObj("b%04d"::formatted).toList();
    all.forEach(this::mark);

    List<String> seen = new ArrayList<>();
    while (work.size() > 0) {
      assertThat(work.isEmpty()).isFalse();
      seen.add(work.next());
    }

    assertThat(seen).isEqualTo(all);
    assertThat(work.isEmpty()).isTrue();
    assertThat(rows.scans()).isEqualTo(3);
    assertThat(work.size()).as("marks that are there still").isZero();
    assertThat(rows.scans()).isEqualTo(3);
  }

  @Test
  void asksTheRowsNoMoreOnceBatchesTellOfThemselves() {
    assertThat(work.size()).isZero();
    long scans = rows.scans();

    for (int i = 0; i < 1000; i++) {
      work.add("a");
      work.add("b");
      work.add("a");
      assertThat(work.size()).isEqualTo(2);
      assertThat(work.next()).isEqualTo("a");
      assertThat(work.next()).isEqualTo("b");
      assertThat(work.size()).isZero();
    }

    assertThat(rows.scans()).isEqualTo(scans);
  }

  @Test
  void aBatchThatHadItsTurnStandsBehindTheOthers() {
    work.add("a");
    work.add("b");
    work.add(work.next());

    assertThat(work.next()).isEqualTo("b");
    assertThat(work.next()).isEqualTo("a");
  }

  @Test
  void thoseThatDoNotFitIntoTheLineAreFoundByTheirMarks() {
    assertThat(work.size()).isZero();
    for (String batchId : List.of("a", "b", "c", "d", "e")) {
      mark(batchId);
      work.add(batchId);
    }

    List<String> seen = new ArrayList<>();
    while (work.size() > 0) {
      String batchId = work.next();
      seen.add(batchId);
      store.put(new RowWrite(RowKeys.workMark(batchId), null));
    }

    assertThat(seen).containsExactly("a", "b", "c", "d", "e");
  }

  private void mark(String batchId) {
    store.put(new RowWrite(RowKeys.workMark(batchId), new byte[0]));
  }
}
