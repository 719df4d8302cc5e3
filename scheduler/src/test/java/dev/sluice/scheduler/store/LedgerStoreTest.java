package dev.sluice.scheduler.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskStatus;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerStoreTest {

  private static final int MORE_BATCHES_THAN_ARE_HELD = 700;

  private final CountingRows rows = new CountingRows();
  private final LedgerStore store = rows.store();

  @ParameterizedTest
  @ValueSource(chars = {'B', 'O', 'T', 'S', 'P', 'E', 'Q', 'W', 'A', 'R', 'M', 'D'})
  void aRowIsReadAsItWasWrittenLast(char table) {
    byte[] key = RowKeys.prefix(table, "b", "x");
    for (String value : List.of("one", "two", "three")) {
      store.put(new RowWrite(key, bytes(value)));
      assertThat(store.get(key)).asString(US_ASCII).isEqualTo(value);
      assertThat(store.get(key)).asString(US_ASCII).isEqualTo(value);
    }

    store.put(new RowWrite(key, null));

    assertThat(store.get(key)).isNull();
  }

  @Test
  void aTaskThatWasJustWrittenIsNotAskedForBelow() {
    byte[] key = RowKeys.task("b", "t");
    store.put(new RowWrite(key, bytes("row")));

    store.get(key);

    assertThat(rows.gets()).isZero();
    assertThat(rows.writes('T')).as("it is a row all the same").isEqualTo(1);
  }

  @Test
  void aScanSeesWhatWasPutUpToItsEndAndAsFarAsItsVisitorWants() {
    for (String id : List.of("a", "b", "c", "d")) {
      store.put(new RowWrite(RowKeys.task("x", id), bytes(id)));
    }
    byte[] from = RowKeys.task("x", "a");

    assertThat(scan(from, RowKeys.task("x", "d"), 10)).containsExactly("a", "b", "c");
    assertThat(scan(from, RowKeys.task("x", "d"), 2)).containsExactly("a", "b");
    assertThat(scan(from, from, 10)).isEmpty();
    assertThat(scan(RowKeys.task("x", "d"), from, 10)).isEmpty();
  }

  @Test
  void aHeaderIsKnownAtOnceAndBecomesOneRowWhenTheTransactionEnds() {
    for (int decision = 1; decision <= 1000; decision++) {
      store.save("b", new Decision(header(decision), List.of(), List.of()));
      assertThat(store.headers().find("b")).isEqualTo(header(decision));
    }
    assertThat(rows.writes()).isZero();

    store.flushCache();

    assertThat(rows.writes('B')).isEqualTo(1);
    store.flushCache();
    assertThat(rows.writes()).as("nothing changed since").isEqualTo(1);
    store.headers().put("b", header(7));
    store.flushCache();
    assertThat(rows.writes('B')).isEqualTo(2);
    assertThat(reborn().headers().find("b")).isEqualTo(header(7));
  }

  @Test
  void aTallyIsKnownAtOnceAndBecomesOneRowWhenTheTransactionEnds() {
    for (int result = 0; result < 1000; result++) {
      BatchTally tally = store.tallies().find("b");
      tally = tally == null ? new BatchTally() : tally;
      tally.fold(success());
      store.tallies().put("b", tally);
    }
    assertThat(rows.writes()).isZero();

    store.flushCache();

    assertThat(rows.writes('A')).isEqualTo(1);
    assertThat(rows.writes()).isEqualTo(1);
    assertThat(reborn().tallies().find("b").results()).isEqualTo(1000);
  }

  @Test
  void headersAndTalliesOfMoreBatchesThanAreHeldAreTheLatestOnes() {
    for (int round = 1; round <= 4; round++) {
      for (int i = 0; i < MORE_BATCHES_THAN_ARE_HELD; i++) {
        String batchId = "b" + i;
        BatchRow before = store.headers().find(batchId);
        assertThat(before).as("round %d", round).isEqualTo(round == 1 ? null : header(round - 1));
        BatchTally tally = round == 1 ? new BatchTally() : store.tallies().find(batchId);
        assertThat(tally.results()).as("round %d", round).isEqualTo(round - 1);
        tally.fold(success());
        store.headers().put(batchId, header(round));
        store.tallies().put(batchId, tally);
        if (i % 10 == 0) {
          store.flushCache();
        }
      }
      store.flushCache();
    }
  }

  @Test
  void whatATransactionThatWasGivenUpHeldAndCachedIsForgotten() {
    byte[] task = RowKeys.task("b", "t");
    store.headers().put("b", header(1));
    store.put(new RowWrite(task, bytes("committed")));
    store.flushCache();
    long before = rows.writes();
    store.headers().put("b", header(2));
    store.tallies().put("b", new BatchTally());
    store.put(new RowWrite(task, bytes("given up")));

    rows.restore(task, bytes("committed"));
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);

    assertThat(store.headers().find("b")).isEqualTo(header(1));
    assertThat(store.tallies().find("b")).isNull();
    assertThat(store.get(task)).asString(US_ASCII).isEqualTo("committed");
    store.flushCache();
    assertThat(rows.writes()).as("and never written").isEqualTo(before + 1);
  }

  /**
   * Streams clears caches when a task becomes a standby, and others write its rows from then on.
   */
  @Test
  void whatOthersWroteWhileTheTaskStoodByIsSeen() {
    byte[] task = RowKeys.task("b", "t");
    store.put(new RowWrite(task, bytes("mine")));
    store.headers().put("b", header(1));
    store.flushCache();
    store.clearCache();

    rows.restore(task, bytes("theirs"));
    rows.put(Bytes.wrap(RowKeys.batch("b")), row(header(2)));

    assertThat(store.get(task)).asString(US_ASCII).isEqualTo("theirs");
    assertThat(store.headers().find("b")).isEqualTo(header(2));
  }

  @Test
  void rowsHeadersAndTalliesAreThereWhenTheStoreIsOpenedAgain(@TempDir Path directory) {
    LedgerStore first = open(directory);
    first.put(new RowWrite(RowKeys.task("b", "t"), bytes("row")));
    first.headers().put("b", header(3));
    BatchTally tally = new BatchTally();
    tally.fold(success());
    first.tallies().put("b", tally);
    first.flushCache();
    first.close();

    LedgerStore second = open(directory);

    assertThat(second.get(RowKeys.task("b", "t"))).asString(US_ASCII).isEqualTo("row");
    assertThat(second.headers().find("b")).isEqualTo(header(3));
    assertThat(second.tallies().find("b").results()).isEqualTo(1);
    second.close();
  }

  @Test
  void nothingIsHeldOfABatchWhoseHeaderAndTallyAreDeleted() {
    store.headers().put("b", header(1));
    store.tallies().put("b", new BatchTally());
    store.flushCache();
    store.headers().put("b", header(2));
    store.tallies().put("b", new BatchTally());

    store.save(
        "b",
        new Decision(
            null,
            List.of(new RowWrite(RowKeys.batch("b"), null), new RowWrite(RowKeys.tally("b"), null)),
            List.of()));
    store.flushCache();

    assertThat(store.headers().find("b")).isNull();
    assertThat(store.tallies().find("b")).isNull();
    assertThat(reborn().headers().find("b")).isNull();
    assertThat(reborn().tallies().find("b")).isNull();
  }

  private static LedgerStore open(Path directory) {
    LedgerStore opened = new LedgerStoreBuilder("ledger", Map.of()).withLoggingDisabled().build();
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    File state = directory.toFile();
    var context = new MockProcessorContext<Void, Void>(config, new TaskId(0, 0), state);
    opened.init(context.getStateStoreContext(), opened);
    return opened;
  }

  private LedgerStore reborn() {
    return new LedgerStore(rows);
  }

  private List<String> scan(byte[] from, byte[] to, int most) {
    List<String> seen = new ArrayList<>();
    store.scan(
        from,
        to,
        (key, value) -> {
          seen.add(new String(value, US_ASCII));
          return seen.size() < most;
        });
    return seen;
  }

  private static BatchRow header(long openedAt) {
    return BatchRow.unopened(openedAt, 1);
  }

  private static byte[] row(BatchRow header) {
    return BatchRows.write(header);
  }

  private static Contribution success() {
    return new Contribution(
        "a",
        1,
        TaskStatus.SUCCEEDED,
        "noop",
        null,
        "w",
        Priority.NORMAL,
        0,
        1,
        1,
        2,
        3,
        false,
        Chain.NONE,
        null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
