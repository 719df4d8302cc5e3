package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.Content;
import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.records.Priority;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.builtin.NoopHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Release topics of one partition each: nothing there may wait for a worker that is busy. */
@Timeout(120)
class OnePartitionOnKafkaTest extends WorkersOnKafka {

  private static final int TASKS = 10_000;

  @Override
  @BeforeEach
  void createTopics(KafkaCluster kafka) {
    topics = new ReleaseTopics(kafka.bootstrapServers(), 1);
  }

  @Test
  void theOthersGoOnUnhinderedWhileOneOfFourWorkersIsStuck() {
    var gate = new Gate();
    worker(topics.worker("stuck").withConcurrency(1), gate);
    topics.release(Releases.of("long", "gate").build());
    await().atMost(PATIENCE).until(() -> gate.begun() == 1);
    List<String> others = List.of("second", "third", "fourth");
    others.forEach(name -> worker(topics.worker(name).withConcurrency(4), new NoopHandler()));
    topics.releaseAll(TASKS, "noop", "");
    List<Report> reports = reports(TASKS);
    assertThat(reports).hasSize(TASKS).allMatch(each -> each.getOutcome() == TaskStatus.SUCCEEDED);
    assertThat(reports.stream().collect(Collectors.groupingBy(Report::getWorkerId)))
        .as("more workers than partitions, and all that can work do")
        .containsOnlyKeys(others);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          topics.reports();
          return !topics.leases().isEmpty();
        });
    assertThat(topics.leases())
        .extracting(Report::getTaskId)
        .as("its record does not hold up the partition")
        .containsExactly("long");
    gate.open.countDown();
    assertThat(reports(TASKS + 1).get(TASKS).getTaskId()).isEqualTo("long");
    assertThat(gate.begun()).isEqualTo(1);
  }

  @Test
  void aCriticalTaskStartsAmongTheNextAlthoughThousandsOfTheBackgroundWait() throws Exception {
    var turns = new Turns();
    worker(topics.worker("w").withConcurrency(4), turns);
    for (int i = 0; i < 5_000; i++) {
      topics.release(Releases.of("b" + i, "turn").setPriority(Priority.BACKGROUND).build());
    }
    topics.flush();
    turns.next(12); // the worker knows by then that more waits than it can take
    for (int i = 0; i < 10; i++) {
      topics.release(Releases.of("c" + i, "turn").setPriority(Priority.CRITICAL).build());
      topics.flush();
      assertThat(turns.next(4)).as("one task of each slot at most is before it").contains("c" + i);
    }
    turns.ends.release(100_000);
  }

  /** Its tasks end when they are let, in whatever order. */
  private static final class Turns implements TaskHandler {
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final Semaphore ends = new Semaphore(0);
    private int ended;

    @Override
    public String type() {
      return "turn";
    }

    @Override
    public Content handle(TaskContext context) throws InterruptedException {
      begun.add(context.taskId());
      ends.acquire();
      return Content.EMPTY;
    }

    /** Ends so many tasks, one after the other, and gives those that begin in their place. */
    private List<String> next(int count) {
      await().atMost(PATIENCE).until(() -> begun.size() == 4 + ended);
      int before = begun.size();
      for (int i = 0; i < count; i++) {
        ended++;
        ends.release();
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> begun.size() == 4 + ended);
      }
      return List.copyOf(begun.subList(before, begun.size()));
    }
  }
}
