package dev.sluice.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replay a failure with {@code -Dsluice.seed=...}. */
class ResultSortTest {

  private static final Comparator<SpooledResult> BY_ID =
      Comparator.comparing(SpooledResult::taskId);
  private static final int LITTLE = 2_000;

  @TempDir Path folder;

  @Test
  void moreThanFitsIntoMemoryAndIntoAllRunsComesOutInOrderAsOftenAsAsked() throws IOException {
    Random random = seeded();
    List<SpooledResult> all = new ArrayList<>();
    try (var sort = new ResultSort(folder, BY_ID, LITTLE)) {
      for (int i = 0; i < 3_000; i++) {
        SpooledResult result = random(random, i, 5_000);
        all.add(result);
        sort.add(result);
      }
      all.sort(BY_ID);

      for (int round = 0; round < 2; round++) {
        assertThat(list(sort.sorted()))
            .usingElementComparator(BY_ID)
            .containsExactlyElementsOf(all);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatFitsIntoMemoryNeedsNoFile() throws IOException {
    try (var sort = new ResultSort(folder.resolve("missing"), BY_ID)) {
      sort.add(SpooledResult.forgotten("b", 0));
      sort.add(SpooledResult.forgotten("a", 1));

      assertThat(list(sort.sorted())).extracting(SpooledResult::taskId).containsExactly("a", "b");
    }
  }

  @Test
  void whatCountsOfATaskIsItsLastRoundUnlessThatWasForgotten() throws IOException {
    Random random = seeded();
    Map<String, SpooledResult> expected = new TreeMap<>();
    try (var sort =
        new ResultSort(folder, BY_ID.thenComparingLong(SpooledResult::number), LITTLE)) {
      for (int i = 0; i < 2_000; i++) {
        SpooledResult result = random(random, i, 300);
        sort.add(result);
        SpooledResult known = expected.get(result.taskId());
        if (result.result() == null) {
          expected.remove(result.taskId());
        } else if (known == null || result.round() > known.round()) {
          expected.put(result.taskId(), result);
        }
      }

      List<SpooledResult> last = list(new LastOfEach(sort.sorted()));

      assertThat(last)
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactlyElementsOf(expected.values());
    }
  }

  private static SpooledResult random(Random random, int number, int tasks) {
    String id = "t" + random.nextInt(tasks);
    if (random.nextInt(10) == 0) {
      return SpooledResult.forgotten(id, number);
    }
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    Priority priority = Priority.values()[random.nextInt(Priority.values().length)];
    return new SpooledResult(id, number, 1 + random.nextInt(5), priority, bytes);
  }

  private static Random seeded() {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    System.err.println("ResultSortTest: replay with -Dsluice.seed=" + seed);
    return new Random(seed);
  }

  private static List<SpooledResult> list(Iterator<SpooledResult> results) {
    List<SpooledResult> list = new ArrayList<>();
    results.forEachRemaining(list::add);
    return list;
  }
}
