package dev.sluice.scheduler;

import dev.sluice.records.Command;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Signal;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology as everybody outside sees it: records in, records out, by topic. Each read gives
 * what came since the read before.
 */
public final class Flow implements AutoCloseable {

  public static final Topics TOPICS = FlowDriver.TOPICS;

  private final FlowDriver driver;

  public Flow(Path stateDirectory) {
    driver = new FlowDriver(stateDirectory);
  }

  /** A record that was set aside, and what its headers say. */
  public record Letter(String reason, String error, String sourceTopic, byte[] key, byte[] value) {

    static Letter of(TestRecord<byte[], byte[]> record) {
      return new Letter(
          FlowDriver.header(record, "sluice-reason"),
          FlowDriver.header(record, "sluice-error"),
          FlowDriver.header(record, "sluice-source-topic"),
          record.key(),
          record.value());
    }
  }

  /** A task of type noop. */
  public static Submission.Builder task(String batchId, String taskId, String... needs) {
    return FlowDriver.task(batchId, taskId, needs);
  }

  public void submit(Submission.Builder... tasks) {
    driver.submit(tasks);
  }

  public void submit(Priority priority, Submission.Builder task) {
    driver.submit(priority, task);
  }

  public void open(String batchId, long expectedTasks) {
    driver.open(batchId, expectedTasks);
  }

  public void command(String batchId, Object action) {
    driver.command(batchId, action);
  }

  public void command(Command command) {
    send(TOPICS.command(), command.getBatchId(), encode(Command.class, command));
  }

  public void report(Report report) {
    send(TOPICS.report(), report.getBatchId(), encode(Report.class, report));
  }

  /** Sends bytes as they are; key and value may be null. */
  public void send(String topic, String key, byte[] value) {
    driver.send(topic, key, value);
  }

  /** Like the other one, and also with headers. */
  public void send(String topic, TestRecord<byte[], byte[]> record) {
    driver.send(topic, record);
  }

  public void passTime(Duration time) {
    driver.passTime(time);
  }

  public List<Release> releases() {
    return driver.releases();
  }

  public List<Result> results() {
    return driver.results();
  }

  public List<Summary> summaries() {
    return driver.summaries();
  }

  public List<Signal> signals() {
    return driver.signals();
  }

  public List<Letter> deadLetters() {
    return driver.deadLetters().stream().map(Letter::of).toList();
  }

  /** The records of a topic, undecoded. */
  public List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver.records(topic);
  }

  /** How often something was counted, by the name of its metric. */
  public long count(String what) {
    return driver.counts().of(what);
  }

  public static <T extends SluiceRecord> byte[] encode(Class<T> type, T record) {
    return TestRecords.encode(type, record);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
