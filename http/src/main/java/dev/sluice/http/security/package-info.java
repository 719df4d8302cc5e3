/**
 * Who may do what: a request comes in, and goes on or ends with a problem. Runs on the threads of
 * the requests.
 */
@NullMarked
package dev.sluice.http.security;

import org.jspecify.annotations.NullMarked;
