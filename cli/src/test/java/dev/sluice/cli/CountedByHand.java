package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The results of a batch as their topic has them, counted by hand: generic records by the published
 * schema, the last one under each key, sorted arrays for percentiles. Shares no class with what it
 * judges.
 */
final class CountedByHand {

  /** The ends of a task, and what JSON calls the number of those who came to it. */
  static final Map<String, String> ENDS =
      Map.of(
          "SUCCEEDED", "succeeded",
          "FAILED", "failed",
          "TIMED_OUT", "timedOut",
          "CANCELLED", "cancelled",
          "SKIPPED", "skipped",
          "REJECTED", "rejected");

  private final Map<String, GenericRecord> last = new TreeMap<>();
  private final List<GenericRecord> ever = new ArrayList<>();

  /** All that the topic has of the batch. */
  static CountedByHand of(List<ConsumerRecord<String, byte[]>> topic, String batchId) {
    var decoder = new BinaryMessageDecoder<GenericRecord>(new GenericData(), schema("Result"));
    var counted = new CountedByHand();
    for (ConsumerRecord<String, byte[]> record : topic) {
      if (record.key().startsWith(batchId + "/")) {
        counted.add(record.key(), record.value() == null ? null : decoded(decoder, record.value()));
      }
    }
    return counted;
  }

  static Schema schema(String record) {
    String path = "/dev/sluice/schemas/" + record + ".avsc";
    try (InputStream in = CountedByHand.class.getResourceAsStream(path)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GenericRecord decoded(BinaryMessageDecoder<GenericRecord> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String key, GenericRecord result) {
    if (result == null) {
      last.remove(key);
    } else {
      last.put(key, result);
      ever.add(result);
    }
  }

  Collection<GenericRecord> results() {
    return last.values();
  }

  /** Those of all rounds. */
  Collection<GenericRecord> everRecorded() {
    return ever;
  }

  static String text(GenericRecord result, String field) {
    Object value = result.get(field);
    return value == null ? null : value.toString();
  }

  static long number(GenericRecord result, String field) {
    return ((Number) result.get(field)).longValue();
  }

  long total() {
    return last.size();
  }

  /** How many ended in each way, of those that are meant. */
  Map<String, Long> ends(Predicate<GenericRecord> which) {
    Map<String, Long> ends = new TreeMap<>();
    ENDS.keySet().forEach(end -> ends.put(end, 0L));
    last.values().stream()
        .filter(which)
        .forEach(result -> ends.merge(text(result, "status"), 1L, Long::sum));
    return ends;
  }

  /** The names in a field, those that are none left out, and whose they are. */
  Map<String, List<GenericRecord>> by(Function<GenericRecord, String> name) {
    return last.values().stream()
        .filter(result -> name.apply(result) != null)
        .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
  }

  double successRate() {
    return (double) ends(all -> true).get("SUCCEEDED") / total();
  }

  long retried() {
    return last.values().stream()
        .mapToLong(result -> Math.max(0, number(result, "attempts") - 1))
        .sum();
  }

  static boolean ran(GenericRecord result) {
    return number(result, "startedAt") > 0 && number(result, "finishedAt") > 0;
  }

  static long run(GenericRecord result) {
    return Math.max(0, number(result, "finishedAt") - number(result, "startedAt"));
  }

  static long wait(GenericRecord result) {
    return Math.max(0, number(result, "startedAt") - number(result, "queuedAt"));
  }

  static long[] runs(Collection<GenericRecord> of) {
    return of.stream().filter(CountedByHand::ran).mapToLong(CountedByHand::run).sorted().toArray();
  }

  static long[] waits(Collection<GenericRecord> of) {
    return of.stream().filter(CountedByHand::ran).mapToLong(CountedByHand::wait).sorted().toArray();
  }

  /** The smallest that this percentage does not exceed. */
  static long percentile(long[] sorted, int percentage) {
    return sorted.length == 0
        ? 0
        : sorted[Math.max(1, (sorted.length * percentage + 99) / 100) - 1];
  }

  static long longest(long[] sorted) {
    return Arrays.stream(sorted).max().orElse(0);
  }

  /** How often errors occurred that read the same but for numbers. */
  Map<String, Long> errors() {
    return last.values().stream()
        .map(result -> (GenericRecord) result.get("error"))
        .filter(error -> error != null)
        .collect(
            Collectors.groupingBy(
                error -> kind(text(error, "type"), text(error, "message")),
                TreeMap::new,
                Collectors.counting()));
  }

  static String kind(String type, String message) {
    return type + ": " + (message == null ? "" : message.replaceAll("[0-9]+", "#"));
  }

  /** The ids of those with the largest figure, the largest first. */
  List<String> first(int many, Function<GenericRecord, Long> figure) {
    return last.values().stream()
        .filter(CountedByHand::ran)
        .sorted(
            Comparator.comparing(figure).reversed().thenComparing(result -> text(result, "taskId")))
        .limit(many)
        .map(result -> text(result, "taskId"))
        .toList();
  }
}
