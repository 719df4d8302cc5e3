/**
 * Results leave as data. After the result stage: results of the client come in, JSON, JSON lines or
 * comma-separated values go to a stream or into a file that is there whole or not at all. Nothing
 * is kept, however many results there are. Runs on the caller's thread.
 */
@NullMarked
package dev.sluice.results.export;

import org.jspecify.annotations.NullMarked;
