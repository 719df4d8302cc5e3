package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.task.BatchOptions;
import org.jspecify.annotations.Nullable;

/** Nothing is released into a full window; a late open command may find it overfull. */
final class WindowIsKept implements Invariant {

  private static final long BEFORE_SLOTS_ARE_KNOWN = 16;

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.ReleaseTask release) {
      BatchHistory batch = history.batch(release.batchId());
      long window = window(batch);
      require(
          batch.active < window,
          "%s of %s was released into a window of %d with %d in it",
          release.task().id(),
          batch.id,
          window,
          batch.active);
    }
  }

  private static long window(BatchHistory batch) {
    @Nullable BatchOptions options = batch.options;
    if (options == null) {
      return Long.MAX_VALUE;
    }
    return switch (options.mode()) {
      case SEQUENTIAL -> 1;
      case PARALLEL -> options.maxParallel() == 0 ? Long.MAX_VALUE : options.maxParallel();
      case DISTRIBUTED -> Long.MAX_VALUE;
      case ADAPTIVE -> adaptive(batch);
    };
  }

  /** At most; it is smaller while many tasks fail. */
  private static long adaptive(BatchHistory batch) {
    return batch.slots == null ? BEFORE_SLOTS_ARE_KNOWN : Math.max(1, 2L * batch.slots);
  }
}
