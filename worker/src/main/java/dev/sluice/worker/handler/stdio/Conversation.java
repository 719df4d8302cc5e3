package dev.sluice.worker.handler.stdio;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import java.util.concurrent.atomic.AtomicReference;

/** One attempt with one process. Runs on one thread, broken off by any. */
final class Conversation {

  private static final int SHOWN_CHARS = 200;

  private final LongProcess process;
  private final TaskContext context;
  private final AtomicReference<End> end = new AtomicReference<>(End.NOT_YET);

  /** What can be done with the process. */
  enum End {
    NOT_YET,
    /** it waits for the next task */
    ANSWERED,
    /** it was killed, or has to be, through no fault of its own */
    BROKEN_OFF,
    /** it ended by itself, or says what it must not */
    DIED
  }

  Conversation(LongProcess process, TaskContext context) {
    this.process = process;
    this.context = context;
  }

  /** The answer to a task. */
  Content about(byte[] request, String id)
      throws NonRetryableException, StdioException, InterruptedException {
    process.send(context.batchId() + "/" + context.taskId(), request);
    while (true) {
      switch (process.next()) {
        case LongProcess.Said.Line line -> {
          Reply reply = Reply.of(line.bytes(), id);
          switch (reply) {
            case Reply.Progress progress -> context.progress(progress.percent(), progress.note());
            case Reply.Details details -> context.heartbeat(details.json());
            case Reply.Output output -> {
              over(End.ANSWERED);
              return output.content();
            }
            case Reply.Failed failed -> throw failure(failed);
            case Reply.Garbage garbage -> throw garbage(garbage, line.bytes());
          }
        }
        case LongProcess.Said.TooLong tooLong -> throw tooLong();
        case LongProcess.Said.End ended -> throw died();
      }
    }
  }

  private StdioException failure(Reply.Failed failed) throws NonRetryableException {
    over(End.ANSWERED);
    String message = failed.type() + ": " + failed.message();
    if (!failed.retryable()) {
      throw new NonRetryableException(message);
    }
    return new StdioException(message);
  }

  private NonRetryableException garbage(Reply.Garbage garbage, byte[] line) {
    over(End.DIED);
    return new NonRetryableException(
        "The program of type "
            + context.type()
            + " wrote to its standard output what is "
            + garbage.why()
            + "; logs belong to its standard error: "
            + LongProcess.shown(line, SHOWN_CHARS));
  }

  private NonRetryableException tooLong() {
    over(End.DIED);
    return new NonRetryableException(
        "The program of type "
            + context.type()
            + " wrote a line of more than "
            + LongProcess.MOST_LINE_BYTES
            + " bytes, and an output may have "
            + context.outputLimit());
  }

  private StdioException died() throws InterruptedException {
    if (!over(End.DIED)) {
      throw new InterruptedException("The program was killed");
    }
    return new StdioException(
        "The program of type " + context.type() + " ended " + process.epitaph());
  }

  private boolean over(End how) {
    return end.compareAndSet(End.NOT_YET, how);
  }

  /** Kills the process, unless it has answered: then it may work for another task already. */
  void breakOff() {
    if (over(End.BROKEN_OFF)) {
      process.kill();
    }
  }

  /** How it ended; one that has not is broken off. */
  End end() {
    breakOff();
    return end.get();
  }
}
