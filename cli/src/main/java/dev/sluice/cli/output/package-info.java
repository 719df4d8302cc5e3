/**
 * How data leaves the command: summaries and results of the client come in, text in one of the
 * output formats goes to stdout or into a file. Runs on the caller's thread.
 */
@NullMarked
package dev.sluice.cli.output;

import org.jspecify.annotations.NullMarked;
