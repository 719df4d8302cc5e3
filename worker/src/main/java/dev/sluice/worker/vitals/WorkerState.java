package dev.sluice.worker.vitals;

import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.worker.gate.TypeLoad;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of a running worker at any time, by any thread. */
public interface WorkerState {

  /** Slots now. */
  int slots();

  /** Slots that are taken, those of handlers that don't end included. */
  int busy();

  /** Slots that are taken by handlers that were told to stop and did not. */
  int lostSlots();

  /** Tasks that wait in the worker for a slot. */
  int waiting();

  /** Deliveries that the worker holds: taken, and not settled with the brokers. */
  int held();

  /** The size of what is held, in bytes. */
  long heldBytes();

  /** Tasks that the worker answers for by its heartbeats. */
  int leased();

  /** Tasks that have ended and whose reports the brokers have not acknowledged. */
  int unreported();

  /** Tasks whose end was reported since the worker started. */
  long reported();

  /** Tasks of a priority that were taken for its floor. */
  long takenForFloor(Priority priority);

  /** How the types that have limits and have had a task stand. */
  List<TypeLoad> types();

  /** Whether the worker takes nothing more because it goes away. */
  boolean draining();

  /** Why it takes nothing more for now, for people; null: it takes. */
  @Nullable String paused();

  /** What a consumer group has given to it; empty in a share group. */
  List<ReleasePartition> partitions();

  /** Since the intake's loop began its last turn. */
  Duration sinceIntake();

  /** Since the timers ran. */
  Duration sinceTimers();
}
