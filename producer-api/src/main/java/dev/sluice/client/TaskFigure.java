package dev.sluice.client;

import java.util.Objects;

/**
 * A task and a figure of it.
 *
 * @param value what the list says that it is in: microseconds of run time, or attempts after the
 *     first
 */
public record TaskFigure(String taskId, String type, long value) {

  public TaskFigure {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(type, "type");
  }
}
