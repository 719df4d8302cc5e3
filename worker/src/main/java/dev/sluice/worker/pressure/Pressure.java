package dev.sluice.worker.pressure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the process is short of something, looked at every {@link #EVERY}. {@link #look} is one
 * thread's, the answers are anybody's.
 */
public final class Pressure {

  /** How often to look. */
  public static final Duration EVERY = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(Pressure.class);
  private static final int CPU_READINGS = 6; // three seconds

  private final List<Gauge> gauges;
  private final Set<Gauge> pressing = new HashSet<>();
  private volatile @Nullable String paused;

  Pressure(List<Gauge> gauges) {
    this.gauges = gauges.stream().filter(gauge -> gauge.band().isPresent()).toList();
  }

  /** The pressure of this process. */
  public static Pressure of(PressureTerms terms) {
    return of(terms, new ProcessCpu(), new HeapUse());
  }

  static Pressure of(PressureTerms terms, DoubleSupplier cpu, DoubleSupplier heap) {
    return new Pressure(
        List.of(
            new Gauge(
                "processors",
                PressureKeys.CPU.name(),
                terms.cpu(),
                new Smoothed(cpu, CPU_READINGS)),
            new Gauge("heap", PressureKeys.HEAP.name(), terms.heap(), heap)));
  }

  /** Reads all gauges; says once when the worker pauses and once when it goes on. */
  public void look() {
    List<String> reasons = new ArrayList<>();
    for (Gauge gauge : gauges) {
      double now = gauge.reading().getAsDouble();
      if (gauge.band().orElseThrow().tooMuch(pressing.contains(gauge), now)) {
        pressing.add(gauge);
        reasons.add(reason(gauge, now));
      } else {
        pressing.remove(gauge);
      }
    }
    String before = paused;
    String after = reasons.isEmpty() ? null : String.join("; ", reasons);
    paused = after;
    if (before == null && after != null) {
      LOG.warn("No more tasks are taken: {}", after);
    } else if (before != null && after == null) {
      LOG.warn("Tasks are taken again; they were not because of: {}", before);
    }
  }

  private static String reason(Gauge gauge, double now) {
    Band band = gauge.band().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s %.0f %% in use, goes on at %.0f %% (%s)",
        gauge.name(),
        now * 100,
        band.resume() * 100,
        gauge.key());
  }

  /** Why no more tasks are taken, for people; null: they are. */
  public @Nullable String paused() {
    return paused;
  }

  /** Whether no more tasks are to be taken. */
  public boolean pausing() {
    return paused != null;
  }
}
