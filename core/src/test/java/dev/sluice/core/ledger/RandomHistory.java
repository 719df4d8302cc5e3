package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Lets a batch happen: submissions in any order and more than once, commands in order, reports
 * late, twice, for the wrong release or for nobody; work left over goes on at any time.
 */
final class RandomHistory {

  private static final int MOST_STEPS = 20_000;

  private final RandomBatch batch;
  private final Random random;
  private final World world;
  private final Deque<Event> commands = new ArrayDeque<>();
  private final List<TaskSpec> submissions = new ArrayList<>();
  private final List<Event.TaskReported> reports = new ArrayList<>();
  private int releasesSeen;

  RandomHistory(RandomBatch batch, long orderSeed, World world) {
    this.batch = batch;
    this.random = RandomBatch.scrambled(orderSeed);
    this.world = world;
  }

  /** Runs until nothing is on its way any more. */
  World run() {
    commands.addAll(commandsInOrder());
    submissions.addAll(batch.tasks.values());
    for (TaskSpec task : batch.tasks.values()) {
      if (random.nextInt(6) == 0) {
        submissions.add(task);
      }
    }
    int steps = 0;
    while (step()) {
      assertThat(++steps).as("steps until the batch rests").isLessThan(MOST_STEPS);
      while (releasesSeen < world.releases.size()) {
        work(world.releases.get(releasesSeen++));
      }
    }
    return world;
  }

  private boolean step() {
    int choices =
        commands.size() + submissions.size() + reports.size() + (world.workLeft() ? 1 : 0);
    if (choices == 0 || random.nextInt(12) == 0) {
      return fireTimer() || choices > 0;
    }
    int choice = random.nextInt(choices);
    if (world.workLeft() && choice == 0) {
      world.send(new Event.WorkDue(World.BATCH, world.tick()));
    } else if (!submissions.isEmpty() && random.nextInt(3) > 0) {
      TaskSpec task = submissions.remove(random.nextInt(submissions.size()));
      world.send(new Event.TaskSubmitted(World.BATCH, world.tick(), task));
    } else if (!reports.isEmpty() && random.nextBoolean()) {
      world.send(reports.remove(random.nextInt(reports.size())));
    } else if (!commands.isEmpty()) {
      world.send(commands.removeFirst());
    }
    return true;
  }

  private boolean fireTimer() {
    List<Timer> due =
        world.view.dueTimers(0, Long.MAX_VALUE - 1, Integer.MAX_VALUE).stream()
            .filter(
                timer -> timer.kind() == Timer.Kind.RELEASE || timer.kind() == Timer.Kind.DEADLINE)
            .toList();
    if (due.isEmpty()) {
      return false;
    }
    world.advanceTo(due.getFirst().due());
    world.send(new Event.TimerFired(World.BATCH, world.tick(), due.getFirst()));
    return true;
  }

  private List<Event> commandsInOrder() {
    List<Event> inOrder = new ArrayList<>();
    long at = world.now();
    if (batch.opened) {
      inOrder.add(new Event.OpenRequested(World.BATCH, at, batch.options));
      inOrder.add(new Event.OpenRequested(World.BATCH, at, batch.options));
    }
    if (batch.paused) {
      inOrder.add(new Event.PauseRequested(World.BATCH, at));
    }
    if (batch.cancelled) {
      inOrder.add(new Event.CancelRequested(World.BATCH, at, null, null));
    }
    inOrder.add(new Event.StartRequested(World.BATCH, at));
    inOrder.add(new Event.SealRequested(World.BATCH, at, batch.tasks.size()));
    return inOrder;
  }

  private void work(Effect.ReleaseTask release) {
    Event.TaskReported report = report(release.task().id(), release.releaseNumber());
    reports.add(report);
    switch (random.nextInt(10)) {
      case 0 -> reports.add(report);
      case 1 -> reports.add(report(release.task().id(), release.releaseNumber() + 1));
      case 2 -> reports.add(report("stranger", 1));
      default -> {}
    }
  }

  private Event.TaskReported report(String taskId, int releaseNumber) {
    TaskStatus outcome = batch.outcomes.getOrDefault(taskId, TaskStatus.SUCCEEDED);
    boolean succeeded = outcome == TaskStatus.SUCCEEDED;
    long at = world.now();
    return new Event.TaskReported(
        World.BATCH,
        at,
        taskId,
        releaseNumber,
        outcome,
        succeeded ? null : "HANDLER_ERROR",
        succeeded ? new Content(taskId.getBytes(StandardCharsets.UTF_8), "text/plain") : null,
        succeeded ? null : new TaskError("Broken", "on purpose", false),
        1,
        at,
        at + 10,
        "worker-1");
  }
}
