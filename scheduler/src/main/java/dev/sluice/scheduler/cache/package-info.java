/**
 * The results cache: {@code CacheOutput} effects go out as records of the topic {@code cache}, and
 * the records of all partitions come in, into a copy that every scheduler has for itself and that
 * the ledgers of its partitions look into. The copy is written by Streams' global thread and read
 * by the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.cache;

import org.jspecify.annotations.NullMarked;
