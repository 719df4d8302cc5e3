/**
 * Where answers come from: the rows of the scheduler, a client, and the topics themselves. Asked by
 * the threads of the requests.
 */
@NullMarked
package dev.sluice.http.source;

import org.jspecify.annotations.NullMarked;
