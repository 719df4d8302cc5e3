/** What log lines look like: events come in, lines for people or for machines go to stderr. */
@NullMarked
package dev.sluice.cli.log;

import org.jspecify.annotations.NullMarked;
