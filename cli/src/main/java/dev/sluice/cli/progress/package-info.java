/**
 * How far a batch is, for people: the client's progress comes in, a bar or plain lines go to
 * stderr. Called by the client's listener thread.
 */
@NullMarked
package dev.sluice.cli.progress;

import org.jspecify.annotations.NullMarked;
