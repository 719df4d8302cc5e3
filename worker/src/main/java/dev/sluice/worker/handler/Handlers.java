package dev.sluice.worker.handler;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers of a worker by task type. */
public final class Handlers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);

  /** Types that come with the worker and are off, and the key that turns each on. */
  private static final Map<String, String> OFF =
      Map.of(
          "exec",
              "This worker runs no programs: set sluice.worker.exec.allow to the programs it may run",
          "http",
              "This worker sends no requests: set sluice.worker.http.allow to the hosts it may go to");

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
    String off = OFF.get(type);
    return off != null
        ? off
        : "This worker has no handler of type "
            + type
            + ", it serves "
            + String.join(", ", byType.keySet());
  }

  /** The types that are served, in alphabetical order. */
  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  /** Closes those that can be closed. */
  @Override
  public void close() {
    for (TaskHandler each : byType.values()) {
      if (each instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          LOG.warn("Handler {} can't be closed", each.type(), e);
        }
      }
    }
  }
}
