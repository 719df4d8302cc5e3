/** The retry plan: whether and when a failed attempt is repeated. */
@NullMarked
package dev.sluice.core.retry;

import org.jspecify.annotations.NullMarked;
