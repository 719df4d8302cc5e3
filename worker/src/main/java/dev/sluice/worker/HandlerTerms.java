package dev.sluice.worker;

import dev.sluice.schemas.config.Settings;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.builtin.ExecAllowance;
import dev.sluice.worker.handler.builtin.ExecHandler;
import dev.sluice.worker.handler.http.HttpAllowance;
import dev.sluice.worker.handler.http.HttpHandler;
import dev.sluice.worker.handler.program.Programs;
import dev.sluice.worker.handler.stdio.StdioHandler;
import dev.sluice.worker.handler.stdio.StdioTerms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What tasks may do in this worker beyond the handlers of its class path. Only its own
 * configuration says so, never a record.
 *
 * @param exec programs that {@code exec} tasks may run, and variables that they may set
 * @param http hosts that {@code http} tasks may go to
 * @param stdio programs that serve types of their own
 * @param unserved how long tasks of types without a handler are left to other workers
 */
public record HandlerTerms(
    ExecAllowance exec, HttpAllowance http, StdioTerms stdio, Duration unserved) {

  /** Nothing. */
  public static final HandlerTerms NONE =
      new HandlerTerms(ExecAllowance.NONE, HttpAllowance.NONE, StdioTerms.NONE, Duration.ZERO);

  static HandlerTerms from(Settings settings) {
    return new HandlerTerms(
        new ExecAllowance(
            new HashSet<>(settings.get(HandlerKeys.EXEC_ALLOW)),
            new HashSet<>(settings.get(HandlerKeys.EXEC_ENV))),
        new HttpAllowance(
            settings.get(HandlerKeys.HTTP_ALLOW), settings.get(HandlerKeys.HTTP_ALLOW_PRIVATE)),
        new StdioTerms(
            settings.get(HandlerKeys.STDIO),
            settings.get(HandlerKeys.STDIO_PROCESSES),
            settings.get(HandlerKeys.STDIO_ENV),
            settings.get(HandlerKeys.STDIO_DIR)),
        settings.get(HandlerKeys.UNSERVED));
  }

  /** The handlers that are on; each is closed with its worker. */
  List<TaskHandler> handlers(Map<String, String> environment) {
    List<TaskHandler> on = new ArrayList<>();
    var programs = new Programs(environment);
    if (!exec.none()) {
      on.add(new ExecHandler(exec, programs));
    }
    if (!http.none()) {
      on.add(new HttpHandler(http, InstantSource.system()));
    }
    stdio
        .programs()
        .forEach(program -> on.add(new StdioHandler(program, stdio, programs, environment)));
    return on;
  }
}
