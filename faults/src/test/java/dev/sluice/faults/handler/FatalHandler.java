package dev.sluice.faults.handler;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fatal}: ends its process, as its {@code how} says: {@code memory}, {@code exit} or {@code
 * halt}. After {@code ms} milliseconds, so that other tasks are under way by then.
 */
public final class FatalHandler implements TaskHandler {

  private static final int PIECE = 4 << 20;
  private static final int CODE = 7;

  private final Diary diary = Diary.ofThisProcess();

  @Override
  public String type() {
    return "fatal";
  }

  @Override
  public Content handle(TaskContext context) throws Exception {
    diary.note("begun", context);
    Thread.sleep(context.json().path("ms").asLong());
    String how = context.json().path("how").asText();
    switch (how) {
      case "memory" -> takeAll();
      case "exit" -> System.exit(CODE);
      case "halt" -> Runtime.getRuntime().halt(CODE);
      default -> throw new IllegalArgumentException(how);
    }
    return Content.EMPTY;
  }

  private static int takeAll() {
    List<byte[]> taken = new ArrayList<>();
    while (taken.size() < Integer.MAX_VALUE) {
      taken.add(new byte[PIECE]);
    }
    return taken.size();
  }
}
