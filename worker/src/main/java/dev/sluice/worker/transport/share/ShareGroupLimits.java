package dev.sluice.worker.transport.share;

import java.time.Duration;

/**
 * What the broker allows the members of a share group.
 *
 * @param deliveries after so many deliveries it drops a record silently
 * @param lock how long a delivery is locked
 */
record ShareGroupLimits(int deliveries, Duration lock) {}
