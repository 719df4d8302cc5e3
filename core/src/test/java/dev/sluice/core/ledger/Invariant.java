package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Tally;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something that holds after every decision, whatever the history. */
interface Invariant {

  /** All of them. */
  static List<Invariant> all() {
    return List.of(
        new ReleasedOnlyAfterNeeds(),
        new ReleasedOnce(),
        new OneResultPerTask(),
        new ReportCountsForItsReleaseOnly(),
        new ClosedOnce(),
        new NothingReleasedAfterStop(),
        new WindowIsKept(),
        new TallyAddsUp());
  }

  void check(World world, Event event, Decision decision);

  private static <E extends Effect> List<E> effects(Decision decision, Class<E> type) {
    return decision.effects().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** I2: a task starts only when its needs have ended as its {@code runIf} asks. */
  final class ReleasedOnlyAfterNeeds implements Invariant {
    @Override
    public void check(World world, Event event, Decision decision) {
      for (Effect.ReleaseTask release : effects(decision, Effect.ReleaseTask.class)) {
        TaskSpec task = release.task();
        boolean anyUnsuccessful = false;
        for (String need : task.needs()) {
          TaskStatus end = world.endOf(need);
          assertThat(end).as("need %s of released %s", need, task.id()).isNotNull();
          anyUnsuccessful |= end != TaskStatus.SUCCEEDED;
        }
        if (task.runIf() == RunIf.SUCCESS) {
          assertThat(anyUnsuccessful).as("%s ran after a failed need", task.id()).isFalse();
        }
        if (task.runIf() == RunIf.FAILURE) {
          assertThat(anyUnsuccessful).as("%s ran without a failed need", task.id()).isTrue();
        }
      }
    }
  }

  /** A task is at the workers once at a time, and the number of its releases grows. */
  final class ReleasedOnce implements Invariant {
    private final Map<String, Integer> atWorkers = new HashMap<>();
    private final Map<String, Integer> last = new HashMap<>();

    @Override
    public void check(World world, Event event, Decision decision) {
      if (event instanceof Event.TaskReported report && report.retryIn() >= 0) {
        atWorkers.remove(report.taskId(), report.releaseNumber());
      }
      if (event instanceof Event.LeaseLost lost) {
        atWorkers.remove(lost.taskId(), lost.releaseNumber());
      }
      for (Effect.ReleaseTask release : effects(decision, Effect.ReleaseTask.class)) {
        String id = release.task().id();
        assertThat(atWorkers.put(id, release.releaseNumber()))
            .as("%s is at the workers", id)
            .isNull();
        Integer before = last.put(id, release.releaseNumber());
        assertThat(release.releaseNumber()).isGreaterThan(before == null ? 0 : before);
      }
      effects(decision, Effect.RecordResult.class)
          .forEach(result -> atWorkers.remove(result.taskId()));
    }
  }

  /** I1: an ended task has one result, and only an ended task has one. */
  final class OneResultPerTask implements Invariant {
    @Override
    public void check(World world, Event event, Decision decision) {
      for (Effect.RecordResult result : effects(decision, Effect.RecordResult.class)) {
        assertThat(
                world.results.get(result.taskId()).stream()
                    .filter(r -> r.round() == result.round()))
            .as(result.taskId())
            .hasSize(1);
        assertThat(world.endOf(result.taskId())).isEqualTo(result.status());
      }
      BatchRow batch = world.view.batch(World.BATCH);
      if (batch != null && batch.life().round() == 1) {
        assertThat((long) world.results.size()).isEqualTo(batch.tally().ended());
      }
    }
  }

  /** I3: a report ends a task only if the task was released under the report's number. */
  final class ReportCountsForItsReleaseOnly implements Invariant {
    @Override
    public void check(World world, Event event, Decision decision) {
      if (event instanceof Event.TaskReported report) {
        boolean counted =
            effects(decision, Effect.RecordResult.class).stream()
                .anyMatch(result -> report.workerId().equals(result.worker()));
        boolean current =
            world.releases.stream()
                .anyMatch(release ->
                    release.task().id().equals(report.taskId())
                        && release.releaseNumber() == report.releaseNumber());
        assertThat(!counted || current).as("%s counted", report).isTrue();
      }
    }
  }

  /** A batch closes once, and only when everything in it has ended. */
  final class ClosedOnce implements Invariant {
    @Override
    public void check(World world, Event event, Decision decision) {
      BatchRow batch = world.view.batch(World.BATCH);
      if (batch == null) {
        return;
      }
      long closings =
          world.changes.stream()
              .filter(c -> c.round() == batch.life().round() && c.status().terminal())
              .count();
      assertThat(closings).as("closings of the round").isLessThanOrEqualTo(1);
      if (closings == 1 && batch.life().stop() != Reason.CLEARED) {
        assertThat(batch.tally().ended()).isEqualTo(batch.tally().received());
        assertThat(world.changes.getLast().status().terminal()).as("last change closes").isTrue();
      }
    }
  }

  /** I5: once the batch is being stopped, nothing is released. */
  final class NothingReleasedAfterStop implements Invariant {
    private boolean stopped;
    private boolean mayCleanUp;

    @Override
    public void check(World world, Event event, Decision decision) {
      if (stopped && !(event instanceof Event.RetryRequested)) {
        assertThat(effects(decision, Effect.ReleaseTask.class))
            .as("releases of what does not clean up")
            .allMatch(release -> mayCleanUp && release.task().cleansUp());
      }
      BatchRow batch = world.view.batch(World.BATCH);
      stopped = batch != null && batch.life().stop() != null;
      mayCleanUp = stopped && batch.life().cleansUp();
    }
  }

  /** Nothing is released into a full window; a late open command may find it overfull. */
  final class WindowIsKept implements Invariant {
    @Override
    public void check(World world, Event event, Decision decision) {
      BatchRow batch = world.view.batch(World.BATCH);
      boolean released = !effects(decision, Effect.ReleaseTask.class).isEmpty();
      if (released && batch != null && batch.window() > 0) {
        assertThat(batch.tally().active()).isLessThanOrEqualTo(batch.window());
      }
    }
  }

  /** I4: the header's counts are what counting the rows gives. */
  final class TallyAddsUp implements Invariant {
    @Override
    public void check(World world, Event event, Decision decision) {
      BatchRow batch = world.view.batch(World.BATCH);
      if (batch == null) {
        return;
      }
      long missing = 0;
      long waiting = 0;
      long queued = 0;
      long active = 0;
      long ended = 0;
      for (var entry : world.view.tasks(World.BATCH, null, Integer.MAX_VALUE)) {
        switch (entry.row()) {
          case TaskRow.Missing m -> missing++;
          case TaskRow.Waiting w -> waiting++;
          case TaskRow.Delayed d -> queued++;
          case TaskRow.Queued q -> queued++;
          case TaskRow.Released r -> active++;
          case TaskRow.Ended e -> ended++;
        }
      }
      Tally tally = batch.tally();
      assertThat(tally.missing()).as("missing").isEqualTo(missing);
      assertThat(tally.waiting()).as("waiting").isEqualTo(waiting);
      assertThat(tally.queued()).as("queued").isEqualTo(queued);
      assertThat(tally.active()).as("active").isEqualTo(active);
      assertThat(tally.ended()).as("ended").isEqualTo(ended);
      assertThat(tally.received()).as("received").isEqualTo(waiting + queued + active + ended);
    }
  }
}
