package dev.sluice.scheduler.ledger;

import dev.sluice.scheduler.wire.Keyed;

/** A record for one of the sinks. */
record Send(String sink, Keyed record) {}
