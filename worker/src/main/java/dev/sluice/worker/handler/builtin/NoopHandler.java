package dev.sluice.worker.handler.builtin;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;

/** Type {@code noop}: succeeds at once, with an empty output. */
public final class NoopHandler implements TaskHandler {

  @Override
  public String type() {
    return "noop";
  }

  @Override
  public Content handle(TaskContext context) {
    return Content.EMPTY;
  }
}
