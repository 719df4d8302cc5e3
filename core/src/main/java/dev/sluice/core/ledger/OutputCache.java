package dev.sluice.core.ledger;

import dev.sluice.core.cache.CacheKey;
import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.ReleaseContents.Contents;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the output of a task that succeeded stand for others of its type. Costs tasks that don't ask
 * for it nothing: there is no key in any row, it is made again when the task has succeeded. It is
 * the same then, because needs that have ended don't change while the task runs.
 */
record OutputCache(Draft draft, ReleaseContents contents, Limits limits, Terms terms) {

  /** What stands for a task that is to be released with these contents; null: nothing does. */
  @Nullable CachedOutput standIn(Contents ready) {
    TaskSpec task = ready.task();
    if (task.cache() == null) {
      return null;
    }
    CachedOutput entry = draft.cached(key(task.cache(), ready));
    boolean expired = entry != null && entry.expiredAt(draft.at());
    if (entry == null || expired || tooLarge(entry.output())) {
      draft.effect(new Effect.CacheMissed(draft.batchId(), task.id(), expired));
      return null;
    }
    return entry;
  }

  /** A limit may have become less since. */
  private boolean tooLarge(@Nullable Content output) {
    return output != null && output.size() > limits.outputBytes();
  }

  /** A task succeeded and added no others. */
  void keep(TaskSpec task, @Nullable Content output) {
    CacheUse use = task.cache();
    String key = use == null ? null : keyAgain(use, task);
    if (use != null && key != null) {
      long ttl =
          use.ttlMs() == 0 ? terms.cacheTtlMicros() : TimeUnit.MILLISECONDS.toMicros(use.ttlMs());
      long at = draft.at();
      draft.effect(
          new Effect.CacheOutput(
              key, new CachedOutput(draft.batchId(), task.id(), output, at, at + ttl)));
    }
  }

  private @Nullable String keyAgain(CacheUse use, TaskSpec task) {
    if (use.key() != null) {
      return CacheKey.named(task.type(), use.key());
    }
    return contents.of(task) instanceof Contents same ? key(use, same) : null;
  }

  private static String key(CacheUse use, Contents contents) {
    TaskSpec task = contents.task();
    if (use.key() != null) {
      return CacheKey.named(task.type(), use.key());
    }
    CacheKey key = CacheKey.ofWork(task.type(), task.payload());
    for (Effect.NeedOutcome input : contents.inputs()) {
      key.input(input.taskId(), input.status().name(), input.output());
    }
    return key.digested();
  }
}
