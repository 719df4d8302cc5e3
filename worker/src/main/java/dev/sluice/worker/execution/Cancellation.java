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

  /** Makes the request known; the actions that were registered so far are the caller's to tell. */
  synchronized List<Runnable> request() {
    requested = true;
    List<Runnable> registered = List.copyOf(actions);
    actions.clear();
    return registered;
  }

  /** Runs actions of a handler, each whatever becomes of the others. They may block. */
  static void tell(List<Runnable> actions) {
    actions.forEach(Cancellation::tell);
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
