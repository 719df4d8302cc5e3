/**
 * The HTTP API of a scheduler process: requests come in, answers from the scheduler's stored rows
 * and from a client go out. Requests run on virtual threads.
 */
@NullMarked
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
