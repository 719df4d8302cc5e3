package dev.sluice.worker;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds its tasks until it is let go, and counts how often each was begun. */
final class Gate implements TaskHandler {
  final CountDownLatch open = new CountDownLatch(1);
  private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();

  @Override
  public String type() {
    return "gate";
  }

  @Override
  public Content handle(TaskContext context) throws InterruptedException {
    begun.computeIfAbsent(context.taskId(), id -> new AtomicInteger()).incrementAndGet();
    open.await();
    return Content.EMPTY;
  }

  int begun() {
    return begun.values().stream().mapToInt(AtomicInteger::get).sum();
  }
}
