package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.TaskStatus;
import org.junit.jupiter.api.Test;

class AdaptiveBatchTest {

  private static Story adaptive(int tasks) {
    Story story = new Story().opened(Story.options(OnFailure.CONTINUE, Mode.ADAPTIVE, 0, false));
    for (int i = 0; i < tasks; i++) {
      story.submitted("t" + i);
    }
    return story.sealed(tasks);
  }

  private static Story slots(Story story, int slots) {
    return story.event(new Event.CapacityChanged(World.BATCH, story.world.tick(), slots));
  }

  private static int active(Story story) {
    return (int) story.world.view.batch(World.BATCH).tally().active();
  }

  private static int window(Story story) {
    return story.world.view.batch(World.BATCH).window();
  }

  private static void end(Story story, int count, TaskStatus outcome) {
    for (int i = 0; i < count; i++) {
      String next =
          story.world.releases.stream()
              .map(release -> release.task().id())
              .filter(id -> !story.world.results.containsKey(id))
              .findFirst()
              .orElseThrow();
      story.lastReported(next, outcome);
    }
  }

  @Test
  void theWindowFollowsTheLiveWorkers() {
    Story story = adaptive(200);
    assertThat(active(story)).as("before anything is known").isEqualTo(16);
    slots(story, 20);
    assertThat(active(story)).isEqualTo(40);
    slots(story, 5);
    end(story, 35, TaskStatus.SUCCEEDED);
    assertThat(active(story)).isEqualTo(10);
    slots(story, 0);
    end(story, 15, TaskStatus.SUCCEEDED);
    assertThat(active(story)).as("never nothing").isEqualTo(1);
  }

  @Test
  void manyFailuresMakeItSmallAndSuccessesLetItGrowBack() {
    Story story = slots(adaptive(1000), 20);
    end(story, 40, TaskStatus.FAILED);
    assertThat(window(story)).isEqualTo(20);
    end(story, 20, TaskStatus.FAILED);
    assertThat(window(story)).isEqualTo(10);
    end(story, 10, TaskStatus.SUCCEEDED);
    assertThat(window(story)).isEqualTo(15);
    end(story, 200, TaskStatus.SUCCEEDED);
    assertThat(window(story)).isEqualTo(40);
  }

  @Test
  void onlyLiveAdaptiveBatchesAreToldOfWorkers() {
    Story story = adaptive(1);
    assertThat(story.world.view.adaptiveBatches(null, 10)).containsExactly(World.BATCH);
    assertThat(story.world.view.batch(World.BATCH).adaptive().pool()).isEqualTo("default");
    end(story, 1, TaskStatus.FAILED);
    story.isNow(BatchStatus.FAILED);
    assertThat(story.world.view.adaptiveBatches(null, 10)).isEmpty();
    story.retried();
    assertThat(story.world.view.adaptiveBatches(null, 10)).containsExactly(World.BATCH);
  }
}
