/**
 * Handlers that note down when they run, and that do what handlers should not. Discovered by the
 * worker processes of the tests, which tell them by system properties where to write.
 */
@NullMarked
package dev.sluice.faults.handler;

import org.jspecify.annotations.NullMarked;
