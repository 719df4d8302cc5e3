package dev.sluice.scheduler.view;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is there, as its last heartbeat said.
 *
 * @param resting why it takes no tasks; null: it takes them
 */
public record WorkerPresence(String workerId, String pool, @Nullable String resting) {

  public WorkerPresence {
    Objects.requireNonNull(workerId, "workerId");
    Objects.requireNonNull(pool, "pool");
  }
}
