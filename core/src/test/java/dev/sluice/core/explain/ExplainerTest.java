package dev.sluice.core.explain;

import static dev.sluice.core.explain.Scene.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplainerTest {

  @Test
  void pagesTellOfEveryTaskThatHasNotEndedOnce() {
    Scene scene = new Scene().opened(options(Mode.DISTRIBUTED, 0));
    List<String> open = new ArrayList<>();
    for (int i = 1000; i < 1600; i++) {
      scene.submitted("t" + i);
      if (i % 3 == 0) {
        scene.succeeded("t" + i);
      } else {
        open.add("t" + i);
      }
    }
    List<String> told = new ArrayList<>();
    Explained page = scene.explained(null, 7);
    assertThat(page.explanations().getFirst().taskId()).isNull();
    page.explanations().stream().skip(1).forEach(one -> told.add(one.taskId()));
    while (page.next() != null) {
      page = scene.explained(page.next(), 7);
      assertThat(page.explanations()).hasSizeLessThanOrEqualTo(7);
      page.explanations().forEach(one -> told.add(one.taskId()));
    }
    assertThat(told).isEqualTo(open);
  }

  @Test
  void aBatchOfWhichMostHasEndedIsReadInBoundedSteps() {
    Scene scene = new Scene().opened(options(Mode.DISTRIBUTED, 0));
    for (int i = 10_000; i < 20_000; i++) {
      scene.submitted("t" + i).succeeded("t" + i);
    }
    scene.submitted("z");
    List<String> told = new ArrayList<>();
    String after = null;
    int answers = 0;
    do {
      long before = scene.reads;
      Explained page = scene.explained(after, 1000);
      assertThat(scene.reads - before).as("rows read for one answer").isLessThan(4200);
      page.explanations().forEach(one -> told.add(one.taskId()));
      after = page.next();
    } while (after != null && ++answers < 10);
    assertThat(answers).isEqualTo(2);
    assertThat(told).containsExactly(null, "z");
  }

  @Test
  void aPageLooksAtFewNeedsOfEachTask() {
    Scene scene = new Scene();
    String[] needs = IntStream.range(0, 1000).mapToObj(i -> "n" + i).toArray(String[]::new);
    for (String need : needs) {
      scene.submitted(need);
    }
    for (int i = 0; i < 999; i++) {
      scene.succeeded("n" + i);
    }
    for (int i = 100; i < 300; i++) {
      scene.submitted("a" + i, needs);
    }
    scene.submitted("b", "n999", "b0", "b1", "b2", "b3", "b4", "b5");
    long before = scene.reads;
    Explained page = scene.explained(null, 300);
    assertThat(scene.reads - before).as("rows read").isLessThan(300 * 22 + 4096);
    assertThat(page.explanations())
        .filteredOn(one -> "a100".equals(one.taskId()) || "b".equals(one.taskId()))
        .extracting(Explanation::text)
        .containsExactly(
            "waits for n999 and perhaps some of 984 more",
            "waits for n999, b0 (not submitted yet), b1 (not submitted yet), b2 (not submitted yet),"
                + " b3 (not submitted yet) and 2 more");
  }

  @Test
  void limitsOutOfRangeAreMovedIntoIt() {
    Scene scene = new Scene().opened(options(Mode.DISTRIBUTED, 0));
    for (int i = 10_000; i < 11_500; i++) {
      scene.submitted("t" + i);
    }
    assertThat(scene.explained(null, -1).explanations()).hasSize(2);
    assertThat(scene.explained(null, Integer.MAX_VALUE).explanations()).hasSize(1001);
  }

  @Test
  void idsThatNobodyCanHaveAreUnknown() {
    Scene scene = new Scene().submitted("a");
    for (String id : List.of("", "a b", "sc\u0000ene", "\u00fc", "x".repeat(201))) {
      Explained answer =
          new Explainer(scene.view, Workforce.UNHEARD).explain(id, null, null, 10, 0);
      assertThat(answer.explanations())
          .singleElement()
          .extracting(Explanation::cause)
          .isEqualTo(Cause.UNKNOWN_BATCH);
      assertThat(scene.about(id).cause()).isEqualTo(Cause.UNKNOWN_TASK);
    }
  }
}
