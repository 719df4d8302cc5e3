/**
 * The tables of configuration keys. In: properties files, {@code -X} options and the environment;
 * out: typed values, or an error that names the key, where it came from and what to write instead.
 * Everything outside {@code sluice.} passes to the Kafka clients untouched. Runs on the thread that
 * starts the process; nothing here is read again later.
 */
@NullMarked
package dev.sluice.schemas.config;

import org.jspecify.annotations.NullMarked;
