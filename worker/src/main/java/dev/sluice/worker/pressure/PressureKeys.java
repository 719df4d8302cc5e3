package dev.sluice.worker.pressure;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.Settings;
import java.util.List;
import java.util.Optional;

/** The keys of back-pressure. */
public final class PressureKeys {

  public static final ConfigKey<Optional<Band>> CPU =
      new ConfigKey<>(
          "sluice.worker.pressure.cpu",
          new BandType(),
          Optional.empty(),
          "",
          "The worker takes no more tasks while its process has at least the part STOP of the processors,"
              + " smoothed over some seconds, until it is down to RESUME. For workers that share a"
              + " machine; tasks that compute keep processors busy without harm.");

  public static final ConfigKey<Optional<Band>> HEAP =
      new ConfigKey<>(
          "sluice.worker.pressure.heap",
          new BandType(),
          Optional.of(new Band(0.9, 0.8)),
          "",
          "The worker takes no more tasks while at least the part STOP of the largest heap is in use after"
              + " a garbage collection, until it is down to RESUME.");

  private PressureKeys() {}

  /** All of them, in the order of the reference page. */
  public static List<ConfigKey<?>> all() {
    return List.of(CPU, HEAP);
  }

  public static PressureTerms terms(Settings settings) {
    return new PressureTerms(settings.get(CPU), settings.get(HEAP));
  }
}
