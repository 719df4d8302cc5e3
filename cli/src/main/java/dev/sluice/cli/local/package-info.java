/**
 * A whole Sluice in this JVM, for {@code sluice run}: a data directory and numbers come in, a
 * broker address goes out. Broker, scheduler and workers run on their own threads.
 */
@NullMarked
package dev.sluice.cli.local;

import org.jspecify.annotations.NullMarked;
