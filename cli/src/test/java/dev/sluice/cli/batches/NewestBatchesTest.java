package dev.sluice.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.BatchStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A list of batches is right however small the window is in which it is made. */
class NewestBatchesTest {

  /** What happened to a batch: a summary, or null when it was cleared. */
  private record Said(String id, @Nullable ListedBatch batch) {}

  @RepeatedTest(200)
  void aSmallWindowGivesWhatAllOfThemInMemoryGive() {
    long seed = Long.getLong("seed", new Random().nextLong());
    var random = new Random(seed);
    List<Said> history = history(random);
    BatchFilter filter = filter(random);
    int size = 1 + random.nextInt(8);

    NewestBatches.Found found = new NewestBatches(size).in(reading(history), filter);

    List<ListedBatch> all = all(history, filter);
    assertThat(found.batches())
        .as("-Dseed=%d", seed)
        .containsExactlyElementsOf(all.subList(0, Math.min(filter.limit(), all.size())));
    assertThat(found.more()).as("-Dseed=%d", seed).isEqualTo(all.size() > filter.limit());
  }

  @Test
  void noMoreIsKeptThanTheWindowHolds() {
    var window = new Window(null, 3);
    for (int i = 0; i < 1000; i++) {
      window.put(batch("b" + i, i, BatchStatus.RUNNING));
    }

    assertThat(window.certain())
        .extracting(ListedBatch::batchId)
        .containsExactly("b999", "b998", "b997");
    assertThat(window.next()).isNotNull();
  }

  @Test
  void aRareStatusAmongManyIsFoundByReadingAgain() {
    List<Said> history = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      BatchStatus status = i == 7 ? BatchStatus.PAUSED : BatchStatus.SUCCEEDED;
      history.add(new Said("b" + i, batch("b" + i, i, status)));
    }

    NewestBatches.Found found =
        new NewestBatches(10)
            .in(reading(history), new BatchFilter(Set.of(BatchStatus.PAUSED), Instant.EPOCH, 5));

    assertThat(found.batches()).extracting(ListedBatch::batchId).containsExactly("b7");
    assertThat(found.more()).isFalse();
  }

  private static Consumer<Window> reading(List<Said> history) {
    return window -> {
      for (Said said : history) {
        if (said.batch() == null) {
          window.remove(said.id());
        } else {
          window.put(said.batch());
        }
      }
    };
  }

  private static List<Said> history(Random random) {
    List<Said> history = new ArrayList<>();
    Map<String, Long> opened = new LinkedHashMap<>();
    int records = random.nextInt(120);
    for (int i = 0; i < records; i++) {
      String id = "b" + random.nextInt(25);
      if (random.nextInt(6) == 0) {
        opened.remove(id);
        history.add(new Said(id, null));
      } else {
        // A batch that is there keeps its time; one that comes again under its id has a new one.
        long openedAt = opened.computeIfAbsent(id, unused -> (long) random.nextInt(20));
        BatchStatus status = BatchStatus.values()[random.nextInt(BatchStatus.values().length)];
        history.add(new Said(id, batch(id, openedAt, status)));
      }
    }
    return history;
  }

  private static BatchFilter filter(Random random) {
    Set<BatchStatus> statuses = EnumSet.noneOf(BatchStatus.class);
    for (int i = random.nextInt(4); i > 0; i--) {
      statuses.add(BatchStatus.values()[random.nextInt(BatchStatus.values().length)]);
    }
    Instant since =
        random.nextBoolean() ? Instant.EPOCH : Instant.EPOCH.plusNanos(random.nextInt(20) * 1_000L);
    return new BatchFilter(statuses, since, 1 + random.nextInt(12));
  }

  private static List<ListedBatch> all(List<Said> history, BatchFilter filter) {
    Map<String, ListedBatch> last = new LinkedHashMap<>();
    for (Said said : history) {
      last.remove(said.id());
      if (said.batch() != null) {
        last.put(said.id(), said.batch());
      }
    }
    return last.values().stream().filter(filter::wants).sorted(ListedBatch.NEWEST_FIRST).toList();
  }

  private static ListedBatch batch(String id, long openedAt, BatchStatus status) {
    return new ListedBatch(id, null, status, 1, 1, 0, 0, 0, 0, 0, 0, 0, openedAt, 0);
  }
}
