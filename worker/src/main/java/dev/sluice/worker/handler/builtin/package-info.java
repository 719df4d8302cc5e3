/** The handlers that come with the worker: noop, echo, simulate, exec. */
@NullMarked
package dev.sluice.worker.handler.builtin;

import org.jspecify.annotations.NullMarked;
