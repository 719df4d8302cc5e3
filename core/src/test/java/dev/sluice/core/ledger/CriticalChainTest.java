package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.CriticalPath;
import dev.sluice.core.graph.TaskGraph;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The links that tasks keep lead to the chain that a look at the whole graph finds. */
class CriticalChainTest {

  private static final int GRAPHS = 60;
  private static final int MOST_TASKS = 40;

  @Test
  void isTheLongestChainOfTheGraphWhateverTheOrderOfSubmissionsAndReports() {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    var random = new Random(seed);
    for (int i = 0; i < GRAPHS; i++) {
      Map<String, Set<String>> needs = needs(random);
      Map<String, Long> runs = new HashMap<>();
      needs.keySet().forEach(id -> runs.put(id, 1L + random.nextInt(1_000_000)));
      Story story = run(needs, runs, random);

      CriticalPath expected = TaskGraph.of(needs).criticalPath(runs::get);
      BatchTally tally = tally(story);
      String last = tally.course().lastOfLongestChain();

      String replay = "graph " + i + ", replay with -Dsluice.seed=" + seed;
      assertThat(tally.course().longestChainMicros())
          .as(replay)
          .isEqualTo(expected.durationMicros());
      assertThat(CriticalChain.of(story.world.view, World.BATCH, last, MOST_TASKS))
          .as(replay)
          .isEqualTo(expected.tasks());
      assertThat(tally.course().longestChainTasks()).isEqualTo(expected.tasks().size());
    }
  }

  @Test
  void aLongChainIsListedFromItsEnd() {
    Story story = new Story();
    int size = 30;
    for (int i = 0; i < size; i++) {
      story.submitted("t" + i, i == 0 ? new String[0] : new String[] {"t" + (i - 1)});
    }
    story.sealed(size);
    for (int i = 0; i < size; i++) {
      story.succeeded("t" + i);
    }
    story.isNow(BatchStatus.SUCCEEDED);

    assertThat(CriticalChain.of(story.world.view, World.BATCH, "t29", 3))
        .containsExactly("t27", "t28", "t29");
    assertThat(CriticalChain.of(story.world.view, World.BATCH, "unknown", 3))
        .containsExactly("unknown");
  }

  @Test
  void aTaskThatDidNotRunBeginsNoChain() {
    Story story = new Story().submitted("a").submitted("b", "a");
    story.submitted(Story.task("tidy", "{}", RunIf.ALWAYS, "b")).sealed(3);
    story.failed("a").ended("b", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);
    story.succeeded("tidy");

    assertThat(story.world.results.get("b").getFirst().chain().isNone()).isTrue();
    assertThat(story.world.results.get("tidy").getFirst().chain().tasks()).isEqualTo(1);
    assertThat(story.world.results.get("tidy").getFirst().chain().need()).isNull();
  }

  private static BatchTally tally(Story story) {
    var tally = new BatchTally();
    story.world.results.values().forEach(results -> tally.fold(Contribution.of(results.getLast())));
    return tally;
  }

  private static Map<String, Set<String>> needs(Random random) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    int size = 1 + random.nextInt(MOST_TASKS);
    for (int i = 0; i < size; i++) {
      Set<String> its = new TreeSet<>();
      for (int n = random.nextInt(4); n > 0 && i > 0; n--) {
        its.add("t" + random.nextInt(i));
      }
      needs.put("t" + i, its);
    }
    return needs;
  }

  /** Submissions in any order, some of them after their needs have ended. */
  private static Story run(Map<String, Set<String>> needs, Map<String, Long> runs, Random random) {
    Story story = new Story();
    List<String> ids = new ArrayList<>(needs.keySet());
    Collections.shuffle(ids, random);
    for (String id : ids) {
      story.submitted(id, needs.get(id).toArray(String[]::new));
      if (random.nextInt(3) == 0) {
        endOne(story, runs, random);
      }
    }
    story.sealed(ids.size());
    while (endOne(story, runs, random)) {}
    return story.isNow(BatchStatus.SUCCEEDED);
  }

  private static boolean endOne(Story story, Map<String, Long> runs, Random random) {
    List<Effect.ReleaseTask> open =
        story.world.releases.stream()
            .filter(release -> !story.world.results.containsKey(release.task().id()))
            .toList();
    if (open.isEmpty()) {
      return false;
    }
    String id = open.get(random.nextInt(open.size())).task().id();
    long at = story.world.tick();
    story.event(
        new Event.TaskReported(
            World.BATCH,
            at,
            id,
            1,
            TaskStatus.SUCCEEDED,
            null,
            null,
            null,
            1,
            at,
            at + runs.get(id),
            "worker-1"));
    return true;
  }
}
