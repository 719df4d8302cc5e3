package dev.sluice.faults.handler;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;

/** {@code work}: takes {@code ms} milliseconds; ends early when it is interrupted. */
public final class WorkHandler implements TaskHandler {

  private final Diary diary = Diary.ofThisProcess();

  @Override
  public String type() {
    return "work";
  }

  @Override
  public Content handle(TaskContext context) throws Exception {
    diary.note("begun", context);
    try {
      Thread.sleep(context.json().path("ms").asLong());
    } catch (InterruptedException e) {
      diary.note("interrupted", context);
      throw e;
    }
    diary.note("ended", context);
    return Content.EMPTY;
  }
}
