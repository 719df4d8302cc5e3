package dev.sluice.client.internal;

import dev.sluice.client.TaskResult;
import dev.sluice.client.internal.BatchState.Arrivals;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.common.errors.InterruptException;

/** The results of a batch as they arrive; waits for the next one until the batch is complete. */
final class ArrivingResults implements Iterator<TaskResult> {

  private final BatchState state;
  private Iterator<TaskResult> here = Collections.emptyIterator();
  private boolean over;
  private int place;

  ArrivingResults(BatchState state) {
    this.state = state;
  }

  @Override
  public boolean hasNext() {
    if (!here.hasNext() && !over) {
      try {
        Arrivals arrivals = state.awaitArrivals(place);
        here = arrivals.results().iterator();
        place = arrivals.next();
        over = arrivals.results().isEmpty();
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    return here.hasNext();
  }

  @Override
  public TaskResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return here.next();
  }
}
