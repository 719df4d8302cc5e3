/**
 * The handler of type {@code http}. A request goes through {@link
 * dev.sluice.worker.handler.http.HttpParams} (what the task wants), {@link
 * dev.sluice.worker.handler.http.HttpAllowance} (where the worker lets it), {@code Exchange} (the
 * request and its redirects, to addresses that {@code CheckedResolver} has checked) and {@code
 * Answers} (what becomes of the response). It runs on the attempt's thread.
 */
@NullMarked
package dev.sluice.worker.handler.http;

import org.jspecify.annotations.NullMarked;
