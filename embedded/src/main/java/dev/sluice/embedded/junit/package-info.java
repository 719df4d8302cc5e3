/**
 * One Kafka for all integration tests of a JVM: the embedded broker, or the published image with
 * {@code -Dsluice.kafka=testcontainers}.
 *
 * <p>In comes a test class with {@code @ExtendWith(KafkaExtension.class)}, out goes a {@link
 * dev.sluice.embedded.junit.KafkaCluster}. Needs junit-jupiter-api, and testcontainers-kafka for
 * the image, on the class path of the tests; both are optional dependencies here.
 */
@NullMarked
package dev.sluice.embedded.junit;

import org.jspecify.annotations.NullMarked;
