package dev.sluice.worker.pressure;

import java.util.Optional;

/**
 * When a worker takes no more tasks.
 *
 * @param cpu the process's part of the machine's processors
 * @param heap the part of the largest heap that is left after collections
 */
public record PressureTerms(Optional<Band> cpu, Optional<Band> heap) {

  /** Never. */
  public static PressureTerms off() {
    return new PressureTerms(Optional.empty(), Optional.empty());
  }
}
