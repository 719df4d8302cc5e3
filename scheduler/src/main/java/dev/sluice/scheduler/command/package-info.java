/**
 * Commands: bytes of the command topic come in, events about a whole batch go out. Runs on the
 * stream threads.
 */
@NullMarked
package dev.sluice.scheduler.command;

import org.jspecify.annotations.NullMarked;
