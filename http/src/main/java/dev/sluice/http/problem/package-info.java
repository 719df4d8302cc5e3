/** Errors as {@code application/problem+json}: exceptions come in, one JSON object goes out. */
@NullMarked
package dev.sluice.http.problem;

import org.jspecify.annotations.NullMarked;
