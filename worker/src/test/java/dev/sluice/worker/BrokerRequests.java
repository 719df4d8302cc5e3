package dev.sluice.worker;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The requests that the broker in this JVM has answered so far, by kind. */
record BrokerRequests(Map<String, Long> counts) {

  static BrokerRequests now() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    Map<String, Long> counts = new TreeMap<>();
    try {
      var all = new ObjectName("kafka.network:type=RequestMetrics,name=TotalTimeMs,request=*");
      for (ObjectName each : beans.queryNames(all, null)) {
        counts.put(each.getKeyProperty("request"), (Long) beans.getAttribute(each, "Count"));
      }
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
    return new BrokerRequests(counts);
  }

  BrokerRequests since(BrokerRequests before) {
    Map<String, Long> since = new TreeMap<>(counts);
    since.replaceAll((kind, count) -> count - before.counts.getOrDefault(kind, 0L));
    return new BrokerRequests(since);
  }

  String in(double seconds, int tasks) {
    return counts.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(each ->
            "%s %d (%.0f/s, %.3f a task)"
                .formatted(
                    each.getKey(),
                    each.getValue(),
                    each.getValue() / seconds,
                    (double) each.getValue() / Math.max(1, tasks)))
        .collect(Collectors.joining(", "));
  }
}
