package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.ledger.Effect.RecordResult;
import dev.sluice.core.ledger.Effect.Rejected;
import dev.sluice.core.ledger.Event;
import dev.sluice.scheduler.answer.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The effects of one decision, encoded and by destination. Filled by {@link EffectRouter}. */
final class Routed {

  /** What whoever asked for the event is told. */
  final Verdict verdict;

  final List<Send> sends = new ArrayList<>();
  final List<BatchChanged> changes = new ArrayList<>();
  final List<Rejected> rejections = new ArrayList<>();
  final List<String> counted = new ArrayList<>();

  /** Events that have to be decided in the same transaction. */
  final List<Event> consequences = new ArrayList<>();

  /** Results to fold; they are among the sends too. */
  final List<RecordResult> results = new ArrayList<>();

  /** Batches whose summaries go. */
  final List<String> forgotten = new ArrayList<>();

  boolean moreWork;

  Routed(Verdict verdict) {
    this.verdict = verdict;
  }
}
