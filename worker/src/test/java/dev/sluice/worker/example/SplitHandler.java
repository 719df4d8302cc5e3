package dev.sluice.worker.example;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The example of docs/worker.md. */
public final class SplitHandler implements TaskHandler {

  @Override
  public String type() {
    return "split";
  }

  @Override
  public Content handle(TaskContext context) throws Exception {
    List<String> parts = new ArrayList<>();
    for (int part = 1; part <= context.json().path("parts").asInt(); part++) {
      String id = context.taskId() + "/" + part;
      parts.add(id);
      context.spawn(
          NewTask.of(id, "count-lines")
              .params(Map.of("part", part))
              .timeout(Duration.ofMinutes(5)));
    }
    context.spawn(NewTask.of(context.taskId() + "/sum", "add-up").needs(parts));
    return Content.EMPTY;
  }
}
