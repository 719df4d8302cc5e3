package dev.sluice.worker;

import dev.sluice.schemas.config.Settings;
import dev.sluice.worker.gate.GateKeys;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.pressure.PressureKeys;
import dev.sluice.worker.pressure.PressureTerms;
import java.util.Objects;

/**
 * What keeps a worker from doing too much.
 *
 * @param gates the limits of task types
 * @param pressure when it takes no more tasks
 */
public record LoadTerms(GateTerms gates, PressureTerms pressure) {

  public LoadTerms {
    Objects.requireNonNull(gates, "gates");
    Objects.requireNonNull(pressure, "pressure");
  }

  static LoadTerms from(Settings settings, Concurrency concurrency) {
    return new LoadTerms(
        GateKeys.terms(settings, concurrency.adaptive() ? concurrency.here() : null),
        PressureKeys.terms(settings));
  }
}
