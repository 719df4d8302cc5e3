package dev.sluice.scheduler.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.RowKeys;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Pages over stored rows, in both directions. */
class StoredViewTest {

  private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();
  private final StoredView view = new StoredView(new InMemory(rows));

  private void task(String batchId, String taskId) {
    rows.put(Bytes.wrap(RowKeys.task(batchId, taskId)), new byte[] {1});
  }

  private Page<String> page(String batchId, Page.Wanted wanted, int looks) {
    var page = new Page.Gathering<String>(wanted.limit(), looks);
    byte[] after = wanted.after() == null ? null : RowKeys.task(batchId, wanted.after());
    view.walk(
        RowKeys.prefix('T', batchId),
        after,
        wanted.descending(),
        (key, value) -> {
          if (!page.mayLook()) {
            return false;
          }
          String id = RowKeys.lastPart(key);
          page.looked(id, id.contains("x") ? null : id);
          return true;
        });
    return page.page();
  }

  private List<String> pages(String batchId, boolean descending, int limit, int looks) {
    List<String> all = new ArrayList<>();
    String after = null;
    do {
      Page<String> page = page(batchId, new Page.Wanted(after, descending, limit), looks);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  @RepeatedTest(50)
  void pagesTogetherAreAllRowsOfTheBatchOnceAndInOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    TreeSet<String> expected = new TreeSet<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      String id = "" + "ab/x-1".charAt(random.nextInt(6)) + random.nextInt(30);
      task("b", id);
      task("b-", id);
      task("a" + random.nextInt(3), id);
      if (!id.contains("x")) {
        expected.add(id);
      }
    }
    int limit = 1 + random.nextInt(7);
    int looks = 1 + random.nextInt(9);

    assertThat(pages("b", false, limit, looks))
        .as("seed " + seed)
        .containsExactlyElementsOf(expected);
    assertThat(pages("b", true, limit, looks))
        .as("seed " + seed)
        .containsExactlyElementsOf(expected.descendingSet());
  }

  @Test
  void aPageLooksAtABoundedNumberOfRowsWhereNothingFits() {
    for (int i = 0; i < 1000; i++) {
      task("b", "x" + i);
    }

    Page<String> page = page("b", new Page.Wanted(null, false, 100), 10);

    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isEqualTo(new TreeSet<>(ids(1000)).stream().skip(9).findFirst().get());
  }

  private static List<String> ids(int number) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ids.add("x" + i);
    }
    return ids;
  }

  /** A store as Kafka Streams has them: both ends of a range belong to it. */
  private record InMemory(TreeMap<Bytes, byte[]> rows)
      implements ReadOnlyKeyValueStore<Bytes, byte[]> {

    @Override
    public byte[] get(Bytes key) {
      return rows.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
      return iterator(rows.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
      return iterator(rows.subMap(from, true, to, true).descendingMap());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
      return iterator(rows);
    }

    @Override
    public long approximateNumEntries() {
      return rows.size();
    }

    private static KeyValueIterator<Bytes, byte[]> iterator(NavigableMap<Bytes, byte[]> rows) {
      Iterator<Map.Entry<Bytes, byte[]>> entries = rows.entrySet().iterator();
      return new KeyValueIterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
          Map.Entry<Bytes, byte[]> entry = entries.next();
          return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public Bytes peekNextKey() {
          throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
      };
    }
  }
}
