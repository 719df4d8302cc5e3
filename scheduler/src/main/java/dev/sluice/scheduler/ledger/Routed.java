package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.ledger.Effect.Rejected;
import dev.sluice.core.ledger.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The effects of one decision, encoded and by destination. Filled by {@link EffectRouter}. */
final class Routed {

  final List<Send> sends = new ArrayList<>();
  final List<BatchChanged> changes = new ArrayList<>();
  final List<Rejected> rejections = new ArrayList<>();
  final List<String> counted = new ArrayList<>();

  /** Events that have to be decided in the same transaction. */
  final List<Event> consequences = new ArrayList<>();

  int results;
  boolean moreWork;

  /** What the summary is to know: the last state of the batch counts. */
  @Nullable BatchChanged lastChange() {
    return changes.isEmpty() ? null : changes.getLast();
  }
}
