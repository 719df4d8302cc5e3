package dev.sluice.scheduler.release;

/** How releases are spread over the partitions of their topic. */
public enum ReleaseBalance {

  /** By the key: the releases of one task are always in the same partition. */
  HASH,

  /** One partition after the other. */
  ROUND_ROBIN,

  /** Where the fewest are that were not reported yet. */
  LEAST_LOADED,

  /** Like {@link #LEAST_LOADED}, in proportion to the slots of the workers that read them. */
  WEIGHTED,

  /** Any partition. */
  RANDOM
}
