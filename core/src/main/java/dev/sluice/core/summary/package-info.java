/** The fold of a batch's results. */
@NullMarked
package dev.sluice.core.summary;

import org.jspecify.annotations.NullMarked;
