/** What the tests of several modules need; compiled into the tests of each. */
@NullMarked
package dev.sluice.schemas.testing;

import org.jspecify.annotations.NullMarked;
