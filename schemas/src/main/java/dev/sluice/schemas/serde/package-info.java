/**
 * How records become bytes and bytes become records. In: a record or the value of a Kafka record;
 * out: the other one, or an exception that says whether to give the bytes up or to try again. The
 * first byte of a value tells how it is framed: {@code C3} Avro single-object encoding, {@code 00}
 * the wire format of Confluent's schema registry. Runs on whichever thread calls; a codec may ask
 * the registry over HTTP the first time that it meets a topic or a schema id.
 */
@NullMarked
package dev.sluice.schemas.serde;

import org.jspecify.annotations.NullMarked;
