package dev.sluice.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final long BEGIN = 1_700_000_000_123_456L;
  private static final TaskStatus[] ENDS = {
    TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELLED
  };

  private final long seed = Long.getLong("sluice.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  private record End(long at, TaskStatus status) {}

  @Test
  void isTheSameInWhateverOrderTasksEnd() {
    for (int i = 0; i < 200; i++) {
      List<End> ends = ends();
      List<Timeline.Bucket> inOrder = timeline(ends).buckets();
      Collections.shuffle(ends, random);

      assertThat(timeline(ends).buckets()).as(replay()).isEqualTo(inOrder);
    }
  }

  @Test
  void ofTwoPartsIsThatOfTheWhole() {
    for (int i = 0; i < 200; i++) {
      List<End> ends = ends();
      int cut = random.nextInt(ends.size() + 1);
      Timeline merged = timeline(ends.subList(0, cut));
      merged.add(Timeline.of(timeline(ends.subList(cut, ends.size())).buckets()));

      assertThat(merged.buckets()).as(replay()).isEqualTo(timeline(ends).buckets());
    }
  }

  @Test
  void hasTheNarrowestBucketsThatAreEnoughAndEachEndInItsOwn() {
    for (int i = 0; i < 200; i++) {
      List<End> ends = ends();
      List<Timeline.Bucket> buckets = timeline(ends).buckets();
      long width = buckets.getFirst().lengthMicros();
      long first = ends.stream().mapToLong(End::at).min().orElseThrow();
      long last = ends.stream().mapToLong(End::at).max().orElseThrow();

      assertThat(buckets).as(replay()).hasSizeLessThanOrEqualTo(Timeline.MOST_BUCKETS);
      assertThat(buckets.getFirst().startAt()).isEqualTo(first / width * width);
      assertThat(buckets.getLast().startAt()).isEqualTo(last / width * width);
      long narrower = width / 2;
      assertThat(
              width == Timeline.NARROWEST_MICROS
                  || last / narrower - first / narrower >= Timeline.MOST_BUCKETS)
          .as(replay())
          .isTrue();
      for (Timeline.Bucket bucket : buckets) {
        assertThat(bucket.succeeded()).isEqualTo(count(ends, bucket, TaskStatus.SUCCEEDED));
        assertThat(bucket.failed()).isEqualTo(count(ends, bucket, TaskStatus.FAILED));
        assertThat(bucket.notRun()).isEqualTo(count(ends, bucket, TaskStatus.CANCELLED));
      }
    }
  }

  @Test
  void takesTimesOfAnyClock() {
    var timeline = new Timeline();
    timeline.add(Long.MAX_VALUE, TaskStatus.SUCCEEDED);
    timeline.add(1, TaskStatus.FAILED);
    timeline.add(0, TaskStatus.FAILED);
    timeline.add(-7, TaskStatus.FAILED);

    assertThat(timeline.buckets()).hasSizeLessThanOrEqualTo(Timeline.MOST_BUCKETS);
    assertThat(timeline.buckets().getFirst().failed()).isEqualTo(1);
    assertThat(timeline.buckets().getLast().succeeded()).isEqualTo(1);
  }

  @Test
  void refusesBucketsThatItNeverMade() {
    assertThatThrownBy(() -> Timeline.of(List.of(new Timeline.Bucket(0, 3000, 1, 0, 0))))
        .hasMessageContaining("no timeline has a bucket like");
    assertThatThrownBy(() -> Timeline.of(List.of(new Timeline.Bucket(1001, 1000, 1, 0, 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long count(List<End> ends, Timeline.Bucket bucket, TaskStatus status) {
    return ends.stream()
        .filter(end -> end.status() == status)
        .filter(end -> end.at() >= bucket.startAt())
        .filter(end -> end.at() < bucket.startAt() + bucket.lengthMicros())
        .count();
  }

  private List<End> ends() {
    long span = (long) Math.exp(random.nextDouble() * 30);
    List<End> ends = new ArrayList<>();
    for (int i = 1 + random.nextInt(40); i > 0; i--) {
      ends.add(new End(BEGIN + random.nextLong(span + 1), ENDS[random.nextInt(ENDS.length)]));
    }
    return ends;
  }

  private static Timeline timeline(List<End> ends) {
    var timeline = new Timeline();
    ends.forEach(end -> timeline.add(end.at(), end.status()));
    return timeline;
  }

  private String replay() {
    return "replay with -Dsluice.seed=" + seed;
  }
}
