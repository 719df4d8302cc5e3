package dev.sluice.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The broker's settings: one node that is broker and controller, bound to 127.0.0.1, sized for a
 * laptop and quick to hand out work.
 *
 * <p>Flushing is left to the operating system, as in any Kafka: data survives a killed process, not
 * a power cut.
 */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final int INTERNAL_PARTITIONS = 4;
  private static final String MOST_LOCKS = "10000";
  static final String INTERNAL_SEGMENT_BYTES = bytes(16);

  private BrokerSettings() {}

  static Map<String, String> of(EmbeddedBrokerConfig config, DataDirectory directory, Ports ports) {
    Map<String, String> settings = new LinkedHashMap<>();
    controller(settings, directory, ports);
    broker(settings, ports);
    config.listeners().forEach(each -> listen(settings, each));
    singleReplicas(settings);
    quickGroups(settings);
    smallFootprint(settings);
    settings.putAll(config.brokerSettings());
    return settings;
  }

  /** The same node without its broker: it has the topics in its metadata and serves none. */
  static Map<String, String> ofControllerOnly(DataDirectory directory, Ports ports) {
    Map<String, String> settings = new LinkedHashMap<>();
    controller(settings, directory, ports);
    settings.put("process.roles", "controller");
    settings.put("listeners", "CONTROLLER://" + address(ports.controller()));
    return settings;
  }

  private static void controller(
      Map<String, String> settings, DataDirectory directory, Ports ports) {
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@" + address(ports.controller()));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", directory.logs().toString());
    settings.put("metadata.log.segment.bytes", bytes(16));
    settings.put("server.max.startup.time.ms", "60000");
    // A shorter session would let a broker start sooner after a kill, but a machine that stalls
    // for that long then loses its only broker.
    settings.put("broker.session.timeout.ms", "9000");
  }

  private static void broker(Map<String, String> settings, Ports ports) {
    String client = "PLAINTEXT://" + address(ports.client());
    settings.put("process.roles", "broker,controller");
    settings.put("listeners", client + ",CONTROLLER://" + address(ports.controller()));
    settings.put("advertised.listeners", client);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controlled.shutdown.enable", "true");
    settings.put("auto.create.topics.enable", "false");
    // A transaction that follows its predecessor at once finds it still ending; 20 ms by default.
    settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
  }

  private static void listen(Map<String, String> settings, AdvertisedListener listener) {
    String name = listener.name();
    append(settings, "listener.security.protocol.map", name + ":PLAINTEXT");
    append(settings, "listeners", name + "://" + address(listener.port()));
    append(settings, "advertised.listeners", name + "://" + address(listener.advertisedPort()));
  }

  private static void append(Map<String, String> settings, String key, String value) {
    settings.merge(key, value, (before, more) -> before + "," + more);
  }

  private static void singleReplicas(Map<String, String> settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", Integer.toString(INTERNAL_PARTITIONS));
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", Integer.toString(INTERNAL_PARTITIONS));
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put(
        "share.coordinator.state.topic.num.partitions", Integer.toString(INTERNAL_PARTITIONS));
  }

  /**
   * A member gets its first partitions at a heartbeat: 0.1-0.6 s with these, 5 s by default. The
   * partitions of a killed one move when its session ends: 6 s instead of 45. Locks may be as short
   * as a worker can ask for, a second. Behind a record that is locked for long, as by a task that
   * takes hours, a share group gets no more than so many others of its partition: as many as Kafka
   * allows instead of 2,000.
   */
  private static void quickGroups(Map<String, String> settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "3000");
    settings.put("group.share.min.record.lock.duration.ms", "1000");
    settings.put("group.share.max.partition.max.record.locks", MOST_LOCKS);
    settings.put("group.share.partition.max.record.locks", MOST_LOCKS);
    for (String kind : new String[] {"share", "consumer"}) {
      settings.put("group." + kind + ".heartbeat.interval.ms", "500");
      settings.put("group." + kind + ".min.heartbeat.interval.ms", "500");
      settings.put("group." + kind + ".session.timeout.ms", "6000");
      settings.put("group." + kind + ".min.session.timeout.ms", "3000");
      settings.put("group." + kind + ".assignment.interval.ms", "100");
    }
  }

  private static void smallFootprint(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("group.coordinator.threads", "2");
    // Allocated when the broker starts: 128 MiB by default.
    settings.put("log.cleaner.dedupe.buffer.size", bytes(16));
    settings.put("log.segment.bytes", bytes(128));
    settings.put("log.index.size.max.bytes", bytes(2));
    settings.put("offsets.topic.segment.bytes", INTERNAL_SEGMENT_BYTES);
    settings.put("transaction.state.log.segment.bytes", INTERNAL_SEGMENT_BYTES);
    settings.put("share.coordinator.state.topic.segment.bytes", INTERNAL_SEGMENT_BYTES);
  }

  private static String address(int port) {
    return Ports.HOST + ":" + port;
  }

  private static String bytes(int mebibytes) {
    return Integer.toString(mebibytes * 1024 * 1024);
  }
}
