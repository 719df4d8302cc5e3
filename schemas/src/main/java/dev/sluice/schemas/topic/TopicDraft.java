package dev.sluice.schemas.topic;

import java.util.ArrayList;
import java.util.List;

/** A topic before the largest record of it is known. */
record TopicDraft(
    String name,
    String purpose,
    String key,
    int partitions,
    short replicationFactor,
    Cleanup cleanup) {

  /** This topic with a fixed number of partitions instead of the catalogue's. */
  TopicDraft partitions(int count) {
    return new TopicDraft(name, purpose, key, count, replicationFactor, cleanup);
  }

  /** The topic, for records of up to so many bytes. */
  TopicSpec records(int maxBytes) {
    List<TopicSetting> settings = new ArrayList<>(cleanup.settings());
    settings.add(
        new TopicSetting(
            "max.message.bytes",
            Integer.toString(maxBytes),
            "what the limits allow must fit, and nothing larger get in"));
    settings.add(
        new TopicSetting(
            "message.timestamp.type", "LogAppendTime", "users' clocks must not decide retention"));
    settings.add(
        new TopicSetting(
            "min.insync.replicas",
            Integer.toString(Math.min(2, replicationFactor)),
            "an acknowledged record survives the loss of a broker"));
    settings.add(
        new TopicSetting(
            "unclean.leader.election.enable", "false", "acknowledged records must not be lost"));
    settings.add(
        new TopicSetting(
            "compression.type", "producer", "brokers need not compress again what is compressed"));
    return new TopicSpec(name, purpose, key, partitions, replicationFactor, settings);
  }
}
