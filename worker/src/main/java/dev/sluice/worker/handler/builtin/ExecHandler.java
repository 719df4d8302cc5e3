package dev.sluice.worker.handler.builtin;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Type {@code exec}: runs a program. Parameters: {@code command} (program and arguments as a list,
 * never a shell line), {@code stdin}, {@code env}, {@code dir}.
 *
 * <p>What the program writes to its standard output is the task's output, without line breaks at
 * its end (as a shell's {@code $(...)} does it), as {@code text/plain}. An exit code other than 0
 * fails the attempt, with the end of the standard error in the message. The program sees PATH,
 * HOME, LANG and what {@code env} says, nothing else of the worker's environment; where not all
 * programs are allowed, {@code env} may not set what makes a program run another one. When the
 * attempt is stopped, the program and all that it started are killed.
 */
public final class ExecHandler implements TaskHandler {

  private static final String TEXT = "text/plain; charset=utf-8";

  private final ExecAllowance allowance;
  private final Map<String, String> environment;

  /**
   * @param environment the worker's own, of which three variables are passed on
   */
  public ExecHandler(ExecAllowance allowance, Map<String, String> environment) {
    this.allowance = allowance;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String type() {
    return "exec";
  }

  @Override
  public Content handle(TaskContext context)
      throws NonRetryableException, ProcessFailedException, InterruptedException, IOException {
    ExecParams params = ExecParams.of(context.json());
    allowance.check(params);
    if (!allowance.all()) {
      params = params.withProgram(ProgramPath.of(params.command().get(0), environment.get("PATH")));
    }
    var run = new ProgramRun(params, environment, context.outputLimit());
    context.onCancel(run::kill);
    return new Content(withoutLineEnd(run.output()), TEXT);
  }

  private static byte[] withoutLineEnd(byte[] output) {
    int end = output.length;
    while (end > 0 && (output[end - 1] == '\n' || output[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(output, end);
  }
}
