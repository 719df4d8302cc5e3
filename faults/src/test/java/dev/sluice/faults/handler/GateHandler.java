package dev.sluice.faults.handler;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;

/** {@code gate}: runs until its gate is opened, or until it is interrupted. */
public final class GateHandler implements TaskHandler {

  private static final int LOOK_AGAIN_MS = 20;

  private final Diary diary = Diary.ofThisProcess();

  @Override
  public String type() {
    return "gate";
  }

  @Override
  public Content handle(TaskContext context) throws InterruptedException {
    diary.note("begun", context);
    try {
      while (!diary.open(context)) {
        Thread.sleep(LOOK_AGAIN_MS);
      }
    } catch (InterruptedException e) {
      diary.note("interrupted", context);
      throw e;
    }
    diary.note("ended", context);
    return Content.EMPTY;
  }
}
