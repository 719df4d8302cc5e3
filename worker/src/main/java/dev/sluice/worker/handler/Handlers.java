package dev.sluice.worker.handler;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The handlers of a worker by task type. */
public final class Handlers {

  private final Map<String, TaskHandler> byType = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if two handlers claim one type
   */
  public Handlers(Collection<? extends TaskHandler> handlers) {
    for (TaskHandler each : handlers) {
      TaskHandler other = byType.putIfAbsent(each.type(), each);
      if (other != null) {
        throw new IllegalArgumentException(
            "Two handlers for type "
                + each.type()
                + ": "
                + other.getClass().getName()
                + " and "
                + each.getClass().getName());
      }
    }
  }

  public Optional<TaskHandler> of(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /** Why there is no handler for a type, and what to do about it. */
  public String absence(String type) {
    return "exec".equals(type)
        ? "This worker runs no programs: set sluice.worker.exec.allow to the programs it may run"
        : "This worker has no handler of type "
            + type
            + ", it serves "
            + String.join(", ", byType.keySet());
  }

  /** The types that are served, in alphabetical order. */
  public List<String> types() {
    return List.copyOf(byType.keySet());
  }
}
