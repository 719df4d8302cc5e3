package dev.sluice.scheduler.wire;

import dev.sluice.core.ledger.Event;
import java.util.List;

/**
 * What a record of a source topic means.
 *
 * @param events in the order in which they are decided
 */
public record Incoming(String batchId, List<Event> events) {

  public Incoming {
    events = List.copyOf(events);
  }
}
