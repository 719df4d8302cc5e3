package dev.sluice.worker.execution;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts handlers that were told to stop and did not: each keeps a slot until it ends. */
public final class AbandonedThreads {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedThreads.class);

  private final AtomicInteger count = new AtomicInteger();

  void add(String task, String type) {
    LOG.warn(
        "Handler {} of task {} does not stop when interrupted and keeps a slot; {} slots are lost"
            + " that way now",
        type,
        task,
        count.incrementAndGet());
  }

  void remove(String task, String type) {
    LOG.info(
        "Handler {} of task {} ended at last; {} slots are still lost",
        type,
        task,
        count.decrementAndGet());
  }

  /** Slots that are lost now. */
  public int count() {
    return count.get();
  }
}
