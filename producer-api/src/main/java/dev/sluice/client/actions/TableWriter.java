package dev.sluice.client.actions;

import dev.sluice.client.TaskResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;

/**
 * Writes results as a table for spreadsheets. The actions have none of their own: who offers them
 * hands in the one that its other exports use.
 */
@FunctionalInterface
public interface TableWriter {

  /** Writes all results as UTF-8 and leaves the output open. */
  void write(Stream<TaskResult> results, OutputStream out) throws IOException;
}
