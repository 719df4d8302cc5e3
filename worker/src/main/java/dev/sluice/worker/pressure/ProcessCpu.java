package dev.sluice.worker.pressure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/** The process's part of the processors that it may use, since the last call. */
public final class ProcessCpu implements DoubleSupplier {

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public double getAsDouble() {
    return system == null ? -1 : system.getProcessCpuLoad();
  }
}
