package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;
import java.util.ArrayList;
import java.util.List;

/** One partition of a topic that the scheduler reads: records have offsets and never change. */
final class PartitionLog {

  private final String topic;
  private final int partition;
  private final List<Event> records = new ArrayList<>();
  private final Runnable appended;

  /**
   * @param appended told of every record
   */
  PartitionLog(String topic, int partition, Runnable appended) {
    this.topic = topic;
    this.partition = partition;
    this.appended = appended;
  }

  void append(Event record) {
    records.add(record);
    appended.run();
  }

  Event read(int offset) {
    return records.get(offset);
  }

  int end() {
    return records.size();
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
