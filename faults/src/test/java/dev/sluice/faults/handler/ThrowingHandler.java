package dev.sluice.faults.handler;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;

/** {@code throw}: throws what no handler should, as its {@code what} says. */
public final class ThrowingHandler implements TaskHandler {

  private final Diary diary = Diary.ofThisProcess();

  @Override
  public String type() {
    return "throw";
  }

  @Override
  public Content handle(TaskContext context) throws Exception {
    diary.note("begun", context);
    String what = context.json().path("what").asText();
    switch (what) {
      case "error" -> throw new Error("an error of its own");
      case "stack-overflow" -> deeper(0);
      case "initializer" -> Unmakeable.touch();
      case "linkage" -> throw new NoClassDefFoundError("dev/sluice/Nowhere");
      default -> throw new IllegalArgumentException(what);
    }
    return Content.EMPTY;
  }

  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  /** A class that can't be initialised. */
  private static final class Unmakeable {

    private static final int NUMBER = Integer.parseInt("no number");

    static void touch() {
      throw new AssertionError(NUMBER);
    }
  }
}
