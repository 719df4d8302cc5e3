package dev.sluice.worker.handler.builtin;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * Type {@code simulate}: takes some time and fails if told to. Parameters: {@code duration} ({@code
 * 300ms}, {@code 30s}; none or 0: at once), {@code failTimes} (so many first attempts fail), {@code
 * fail} (all attempts fail), {@code spawn} (so many {@code noop} tasks are added to the batch,
 * called {@code <task>/1}, {@code <task>/2}...), {@code output} (any JSON, the output).
 */
public final class SimulateHandler implements TaskHandler {

  private static final Set<String> PARAMS =
      Set.of("duration", "failTimes", "fail", "spawn", "output");

  @Override
  public String type() {
    return "simulate";
  }

  @Override
  public Content handle(TaskContext context)
      throws NonRetryableException, InterruptedException, SimulatedFailure {
    var params = new Params(type(), context.json(), PARAMS);
    Duration duration = params.duration("duration");
    if (!duration.isZero()) {
      Thread.sleep(duration);
    }
    if (params.flag("fail") || context.attempt() <= params.count("failTimes")) {
      throw new SimulatedFailure("Attempt " + context.attempt() + " fails as it was told to");
    }
    int children = params.count("spawn");
    for (int child = 1; child <= children; child++) {
      context.spawn(NewTask.of(context.taskId() + "/" + child, "noop"));
    }
    return params
        .value("output")
        .map(output -> output.toString().getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new Content(bytes, Content.JSON))
        .orElse(Content.EMPTY);
  }

  /** The failure that was asked for. */
  public static final class SimulatedFailure extends Exception {

    private static final long serialVersionUID = 1L;

    SimulatedFailure(String message) {
      super(message);
    }
  }
}
