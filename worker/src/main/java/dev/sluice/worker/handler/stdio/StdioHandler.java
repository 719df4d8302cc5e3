package dev.sluice.worker.handler.stdio;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.program.Programs;
import java.io.IOException;
import java.util.Map;

/**
 * Serves a task type with a program of any language. The program reads a task as one line of JSON
 * from its standard input and writes lines of JSON to its standard output: any number with {@code
 * progress} and {@code note} or with {@code details}, and one with {@code output} or {@code error};
 * then it reads the next. What it writes to its standard error is logged.
 *
 * <p>Several processes may run; each has one task at a time. One that dies fails its attempt, and
 * another is started, later each time until one works. When an attempt is stopped, its process and
 * all that it started are killed.
 */
public final class StdioHandler implements TaskHandler, AutoCloseable {

  private final StdioProgram program;
  private final Programs programs;
  private final ProcessPool pool;

  /**
   * @param programs closed with the handler
   * @param ofWorker the worker's environment, of which the terms may pass some on
   */
  public StdioHandler(
      StdioProgram program, StdioTerms terms, Programs programs, Map<String, String> ofWorker) {
    this.program = program;
    this.programs = programs;
    Map<String, String> env = terms.variables(ofWorker);
    this.pool =
        new ProcessPool(
            terms.processes(),
            () ->
                new LongProcess(
                    program.type(), programs.startFed(program.command(), env, terms.dir())));
  }

  @Override
  public String type() {
    return program.type();
  }

  @Override
  public Content handle(TaskContext context)
      throws NonRetryableException, StdioException, IOException, InterruptedException {
    String id = context.idempotencyKey() + "/" + context.attempt();
    byte[] request = Requests.line(context, id);
    LongProcess process = take();
    var conversation = new Conversation(process, context);
    context.onCancel(conversation::breakOff);
    try {
      return conversation.about(request, id);
    } finally {
      switch (conversation.end()) {
        case ANSWERED -> pool.giveBack(process);
        case DIED -> pool.discard(process, true);
        case BROKEN_OFF, NOT_YET -> pool.discard(process, false);
      }
    }
  }

  private LongProcess take() throws IOException, InterruptedException {
    try {
      return pool.take();
    } catch (IOException e) {
      throw new IOException(
          "The program of type "
              + program.type()
              + " can't be started: "
              + e.getMessage()
              + "; correct sluice.worker.stdio, which says "
              + program,
          e);
    }
  }

  @Override
  public void close() {
    pool.close();
    programs.close();
  }
}
