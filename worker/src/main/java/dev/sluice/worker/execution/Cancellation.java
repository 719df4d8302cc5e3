package dev.sluice.worker.execution;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request to stop that an attempt's handler can ask for or be told about. Thread-safe. */
final class Cancellation {

  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

  private final List<Runnable> actions = new ArrayList<>(0);
  private boolean requested;

  void request() {
    List<Runnable> told;
    synchronized (this) {
      requested = true;
      told = List.copyOf(actions);
      actions.clear();
    }
    told.forEach(Cancellation::tell);
  }

  synchronized boolean requested() {
    return requested;
  }

  void onRequest(Runnable action) {
    synchronized (this) {
      if (!requested) {
        actions.add(action);
        return;
      }
    }
    tell(action);
  }

  private static void tell(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("A handler's cancel action failed", e);
    }
  }
}
