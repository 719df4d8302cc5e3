package dev.sluice.client;

import org.jspecify.annotations.Nullable;

/**
 * Errors that look the same.
 *
 * @param fingerprint what they have in common, stable between batches
 * @param count how many tasks ended with it
 * @param type the kind of error, e.g. an exception's class name
 * @param message of one of them, not trusted
 * @param exampleTaskId one of the tasks
 */
public record ErrorGroup(
    String fingerprint, long count, String type, @Nullable String message, String exampleTaskId) {}
