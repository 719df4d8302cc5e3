package dev.sluice.client.internal;

import dev.sluice.client.TaskResult;
import dev.sluice.client.internal.BatchState.Arrival;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** The results of a batch as they arrive; waits for the next one until the batch is complete. */
final class ArrivingResults implements Iterator<TaskResult> {

  private final BatchState state;
  private @Nullable TaskResult next;
  private int place;

  ArrivingResults(BatchState state) {
    this.state = state;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        Arrival arrival = state.awaitArrival(place);
        if (arrival != null) {
          next = arrival.result();
          place = arrival.next();
        }
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    return next != null;
  }

  @Override
  public TaskResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    TaskResult result = next;
    next = null;
    return result;
  }
}
