package dev.sluice.faults.handler;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;

/**
 * {@code deaf}: runs until its gate is opened, whoever interrupts it, and leaves a thread behind
 * that does not listen either.
 */
public final class DeafHandler implements TaskHandler {

  private static final int LOOK_AGAIN_MS = 20;

  private final Diary diary = Diary.ofThisProcess();

  @Override
  public String type() {
    return "deaf";
  }

  @Override
  public Content handle(TaskContext context) {
    diary.note("begun", context);
    Thread.ofPlatform().daemon().name("leaked").start(() -> stay(context));
    stay(context);
    diary.note("ended", context);
    return Content.EMPTY;
  }

  private void stay(TaskContext context) {
    boolean told = false;
    while (!diary.open(context)) {
      try {
        Thread.sleep(LOOK_AGAIN_MS);
      } catch (InterruptedException e) {
        if (!told) {
          told = true;
          diary.note("interrupted", context);
        }
      }
    }
  }
}
