package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What a producer sends of one batch, and what its tasks come to.
 *
 * @param sends in order
 * @param orderFree whether its tasks end in the same way in whatever order all this arrives
 */
record BatchPlan(String id, List<Send> sends, Script script, boolean orderFree) {

  BatchPlan {
    sends = List.copyOf(sends);
  }

  /**
   * One record.
   *
   * @param record made of the time at which the broker writes it
   * @param pause before the next one
   */
  record Send(String topic, LongFunction<Event> record, long pause) {}
}
