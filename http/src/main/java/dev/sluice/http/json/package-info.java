/**
 * JSON: bodies of requests come in, bodies of answers go out; one class per direction and thing.
 */
@NullMarked
package dev.sluice.http.json;

import org.jspecify.annotations.NullMarked;
