package dev.sluice.scheduler.faults;

import dev.sluice.scheduler.FlowDriver;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;

/** A record that was set aside, and what its headers say. */
record Letter(String reason, String error, String sourceTopic, byte[] key, byte[] value) {

  /** The dead letters since somebody looked. */
  static List<Letter> of(FlowDriver flow) {
    return flow.deadLetters().stream().map(Letter::of).toList();
  }

  private static Letter of(TestRecord<byte[], byte[]> record) {
    return new Letter(
        FlowDriver.header(record, "sluice-reason"),
        FlowDriver.header(record, "sluice-error"),
        FlowDriver.header(record, "sluice-source-topic"),
        record.key(),
        record.value());
  }
}
