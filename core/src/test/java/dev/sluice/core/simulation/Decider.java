package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.LedgerView;

/** What the ledger is to the world. The real one, or one with a defect made on purpose. */
interface Decider {

  Decision decide(Event event, LedgerView view);
}
