package dev.sluice.core.task;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a task.
 *
 * @param type the kind of error, e.g. an exception's class name
 * @param message text for people, not trusted
 * @param retryable whether the worker that saw it thought that another attempt could help
 */
public record TaskError(String type, @Nullable String message, boolean retryable) {}
