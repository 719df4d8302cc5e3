/** How records become bytes and bytes become records. */
@NullMarked
package dev.sluice.schemas.serde;

import org.jspecify.annotations.NullMarked;
