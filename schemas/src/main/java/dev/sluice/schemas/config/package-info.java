/** The table of configuration keys. */
@NullMarked
package dev.sluice.schemas.config;

import org.jspecify.annotations.NullMarked;
