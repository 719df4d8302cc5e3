/**
 * What commands keep of the results of a batch: the few that a summary shows, and on disk those
 * that a file, an export or a report was asked for. Fed by the client's thread, read when the batch
 * has ended or when all that was recorded is here.
 */
@NullMarked
package dev.sluice.cli.results;

import org.jspecify.annotations.NullMarked;
