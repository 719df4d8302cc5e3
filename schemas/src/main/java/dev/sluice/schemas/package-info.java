/**
 * Avro records, topic names and serdes: what every process of Sluice and every foreign client
 * agrees on. No logic.
 */
@NullMarked
package dev.sluice.schemas;

import org.jspecify.annotations.NullMarked;
