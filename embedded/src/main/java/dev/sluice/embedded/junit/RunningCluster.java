package dev.sluice.embedded.junit;

/** A cluster that JUnit closes with its root store, after the last test of the JVM. */
interface RunningCluster extends KafkaCluster, AutoCloseable {}
