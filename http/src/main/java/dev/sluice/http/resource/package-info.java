/**
 * The resources of the API, one class each: a checked request comes in, JSON goes out. Runs on the
 * virtual thread of the request.
 */
@NullMarked
package dev.sluice.http.resource;

import org.jspecify.annotations.NullMarked;
