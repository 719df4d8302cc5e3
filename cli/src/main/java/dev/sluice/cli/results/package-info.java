/**
 * What {@code sluice run} keeps of the results while a batch goes on: the few that the summary
 * shows, and on disk those that a file was asked for. Fed by the client's thread, read when the
 * batch has ended.
 */
@NullMarked
package dev.sluice.cli.results;

import org.jspecify.annotations.NullMarked;
