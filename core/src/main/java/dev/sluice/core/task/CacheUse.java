package dev.sluice.core.task;

import org.jspecify.annotations.Nullable;

/**
 * That the output of an earlier task of the same type may stand for a task's, and its own for those
 * of later ones. Holds whatever was submitted, like {@link TaskSpec}.
 *
 * @param key what such tasks have in common; null: payload and inputs
 * @param ttlMs how long its output may stand for others, in milliseconds; 0 = as the scheduler is
 *     set up
 */
public record CacheUse(@Nullable String key, long ttlMs) {

  /** Same payload and inputs, for as long as the scheduler is set up. */
  public static final CacheUse SAME_WORK = new CacheUse(null, 0);

  /**
   * How a record says it: a key alone is enough, a time alone is not.
   *
   * @return null: no use of the cache
   */
  public static @Nullable CacheUse of(boolean cache, @Nullable String key, long ttlMs) {
    return cache || key != null ? new CacheUse(key, ttlMs) : null;
  }
}
