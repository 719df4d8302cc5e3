package dev.sluice.client;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A worker as its last heartbeat said.
 *
 * @param version of Sluice; empty where it does not say
 * @param transport how releases reach it: {@code share} or {@code consumer}; empty as above
 * @param heardAt when the brokers had the heartbeat
 * @param slots attempts that it runs at a time
 * @param busy slots that are taken, lost ones included
 * @param lostSlots slots that are taken by handlers that were told to stop and did not
 * @param waiting tasks that wait there for a slot
 * @param tasksPerSecond tasks that ended, over the last half minute or so
 * @param processCpu part of its machine's processors, 0 to 1
 * @param heap part of its largest heap, 0 to 1
 * @param draining whether it takes nothing more because it ends
 * @param paused why it takes nothing more for now
 * @param running what it runs; of very many the first
 */
public record LiveWorker(
    String id,
    String pool,
    String host,
    String version,
    String transport,
    Instant startedAt,
    Instant heardAt,
    List<String> types,
    int slots,
    int busy,
    int lostSlots,
    int waiting,
    double tasksPerSecond,
    long succeeded,
    long failed,
    OptionalDouble processCpu,
    OptionalDouble heap,
    boolean draining,
    @Nullable String paused,
    List<LiveTask> running) {

  public LiveWorker {
    types = List.copyOf(types);
    running = List.copyOf(running);
  }

  /** Part of its slots that are taken, 0 to 1. */
  public double load() {
    return slots == 0 ? 0 : (double) busy / slots;
  }
}
