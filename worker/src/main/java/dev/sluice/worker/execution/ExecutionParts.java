package dev.sluice.worker.execution;

import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.handler.Handlers;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What all executions of a worker share.
 *
 * @param timers one thread for all waiting; nothing that blocks may run there
 * @param aside runs what an attempt's own thread can't, because it does not end, and what handlers
 *     want done when they are stopped; on platform threads, for handlers may keep all carriers busy
 * @param fatal told when the process must not go on
 * @param watch sees all of it
 */
public record ExecutionParts(
    Handlers handlers,
    Slots slots,
    Retries retries,
    AnchoredClock clock,
    ScheduledExecutorService timers,
    Executor aside,
    AbandonedThreads abandoned,
    ExecutionSettings settings,
    Consumer<Throwable> fatal,
    ExecutionWatch watch) {}
