/**
 * Requests that this scheduler can't answer alone: a request for a batch of another scheduler comes
 * in and that one's answer goes out, a list comes in and those of all schedulers go out as one.
 * Runs on the virtual thread of the request. Whom to ask is what Kafka Streams says, never the
 * request.
 */
@NullMarked
package dev.sluice.http.route;

import org.jspecify.annotations.NullMarked;
