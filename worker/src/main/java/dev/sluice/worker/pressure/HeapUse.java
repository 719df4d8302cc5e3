package dev.sluice.worker.pressure;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The part of the largest heap that the last collections left in use. What is in use before them is
 * mostly garbage and says nothing; where less is in use now than after the last collection, that
 * counts.
 */
final class HeapUse implements DoubleSupplier {

  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  @Override
  public double getAsDouble() {
    long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
    long left = pools.stream().mapToLong(HeapUse::left).sum();
    return most <= 0 ? -1 : Math.min(1, (double) left / most);
  }

  private static long left(MemoryPoolMXBean pool) {
    MemoryUsage now = pool.getUsage();
    MemoryUsage collected = pool.getCollectionUsage();
    if (now == null) {
      return 0; // the pool is gone
    }
    return collected == null ? now.getUsed() : Math.min(now.getUsed(), collected.getUsed());
  }
}
