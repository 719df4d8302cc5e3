package dev.sluice.worker.handler.builtin;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.program.Programs;
import java.io.IOException;
import java.util.Arrays;

/**
 * Type {@code exec}: runs a program. Parameters: {@code command} (program and arguments as a list,
 * never a shell line), {@code stdin}, {@code env}, {@code dir}.
 *
 * <p>What the program writes to its standard output is the task's output, without line breaks at
 * its end (as a shell's {@code $(...)} does it), as {@code text/plain}. An exit code other than 0
 * fails the attempt, with the end of the standard error in the message. The program sees PATH,
 * HOME, LANG and what {@code env} says, nothing else of the worker's environment, and {@code env}
 * may set what the worker's configuration names. Without {@code dir} it runs in a new directory of
 * its own (TMPDIR as well), which is removed afterwards. When the attempt is stopped, the program
 * and all that it started are killed, and on Linux also when the worker itself is. What a program
 * that ends by itself leaves running is left alone.
 */
public final class ExecHandler implements TaskHandler, AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";

  private final ExecAllowance allowance;
  private final Programs programs;

  /**
   * @param programs closed with the handler
   */
  public ExecHandler(ExecAllowance allowance, Programs programs) {
    this.allowance = allowance;
    this.programs = programs;
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
      params =
          params.withProgram(
              ProgramPath.of(params.command().get(0), programs.variable("PATH").orElse(null)));
    }
    if (params.dir().isPresent()) {
      return output(params, context);
    }
    try (var scratch = ScratchDirectory.create()) {
      return output(params.withScratch(scratch.path()), context);
    }
  }

  private Content output(ExecParams params, TaskContext context)
      throws NonRetryableException, ProcessFailedException, InterruptedException, IOException {
    var run = new ProgramRun(params, programs, context.outputLimit());
    context.onCancel(run::kill);
    return new Content(withoutLineEnd(run.output()), TEXT);
  }

  @Override
  public void close() {
    programs.close();
  }

  private static byte[] withoutLineEnd(byte[] output) {
    int end = output.length;
    while (end > 0 && (output[end - 1] == '\n' || output[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(output, end);
  }
}
