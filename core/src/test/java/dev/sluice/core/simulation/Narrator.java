package dev.sluice.core.simulation;

import java.util.function.Supplier;

/** Hears everything that happens. */
interface Narrator {

  /** Nobody wants to know. */
  Narrator SILENT = sentence -> {};

  void tell(Supplier<String> sentence);
}
