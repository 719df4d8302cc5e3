package dev.sluice.http.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.http.source.ResultSort.Figure;
import dev.sluice.http.source.ResultSort.Place;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of an order are that order, cut. */
class SortedResultsTest {

  private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());

  private final Random random = new Random(SEED);

  /** Few different figures, so that many results have the same. */
  private Result result(int number) {
    boolean ran = random.nextInt(5) > 0;
    long started = ran ? 1_000_000 + random.nextInt(4) : 0;
    return Result.newBuilder()
        .setBatchId("b")
        .setTaskId("t" + number)
        .setType("noop")
        .setStatus(ran ? TaskStatus.SUCCEEDED : TaskStatus.SKIPPED)
        .setQueuedAt(ran ? 1_000_000 - random.nextInt(4) : 0)
        .setStartedAt(started)
        .setFinishedAt(started + random.nextInt(4))
        .setAttempts(random.nextInt(3))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recorded", "runtime", "queueWait", "attempts", "taskId"})
  void pagesTogetherAreAllResultsInOrder(String word) {
    for (int world = 0; world < 50; world++) {
      List<Result> results =
          new ArrayList<>(IntStream.range(0, random.nextInt(60)).mapToObj(this::result).toList());
      Collections.shuffle(results, random);
      int limit = 1 + random.nextInt(20);
      Comparator<Result> order = expected(word, results);

      assertThat(paged(word, results, limit))
          .as("seed %d: -Dsluice.seed=%d", SEED, SEED)
          .isEqualTo(results.stream().sorted(order).toList());
      assertThat(paged("-" + word, results, limit))
          .as("seed %d: -Dsluice.seed=%d", SEED, SEED)
          .isEqualTo(results.stream().sorted(order.reversed()).toList());
    }
  }

  private static List<Result> paged(String sort, List<Result> results, int limit) {
    ResultSort order = ResultSort.of(sort).orElseThrow();
    List<Result> all = new ArrayList<>();
    String place = null;
    do {
      var page = new SortedResults(order, place == null ? null : Place.of(place), limit);
      for (int offset = 0; offset < results.size(); offset++) {
        page.offer(results.get(offset), offset);
      }
      ResultPages.Found found = page.page();
      assertThat(found.results().size()).isLessThanOrEqualTo(limit);
      all.addAll(found.results());
      place = found.next();
    } while (place != null);
    return all;
  }

  /** By hand, and not as the class under test tells it. */
  private static Comparator<Result> expected(String word, List<Result> recorded) {
    ToLongFunction<Result> figure =
        switch (word) {
          case "recorded" -> recorded::indexOf;
          case "runtime" ->
              result ->
                  result.getStartedAt() == 0 ? -1 : result.getFinishedAt() - result.getStartedAt();
          case "queueWait" ->
              result ->
                  result.getStartedAt() == 0 ? -1 : result.getStartedAt() - result.getQueuedAt();
          case "attempts" -> Result::getAttempts;
          default -> result -> 0;
        };
    return Comparator.comparingLong(figure).thenComparing(Result::getTaskId);
  }

  @ParameterizedTest
  @CsvSource({"runtime,false", "-attempts,true", "taskId,false"})
  void anOrderIsNamedByItsWord(String word, boolean descending) {
    assertThat(ResultSort.of(word))
        .hasValueSatisfying(sort -> assertThat(sort.descending()).isEqualTo(descending));
  }

  @Test
  void whatIsNoOrderAndWhatIsNoPlaceIsNone() {
    assertThat(ResultSort.of("worker")).isEmpty();
    assertThat(ResultSort.of("--runtime")).isEmpty();
    assertThat(ResultSort.RECORDED.knows("17")).isTrue();
    assertThat(ResultSort.RECORDED.knows("17 a")).isFalse();
    assertThat(ResultSort.RECORDED.knows("-1")).isFalse();
    var runtime = new ResultSort(Figure.RUNTIME, true);
    assertThat(runtime.knows("-1 a/b c")).isTrue();
    assertThat(runtime.knows("17")).isFalse();
    assertThat(runtime.knows("99999999999999999999 a")).isFalse();
  }
}
