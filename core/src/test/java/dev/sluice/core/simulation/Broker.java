package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.task.Priority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;

/** The topics that the scheduler reads, and the network on the way to them. */
final class Broker {

  static final String COMMAND = "command";
  static final String REPORT = "report";

  private final Agenda agenda;
  private final Chance chance;
  private final Faults faults;
  private final List<Map<String, PartitionLog>> partitions = new ArrayList<>();

  /**
   * @param appended told the partition of every record
   */
  Broker(int partitions, Agenda agenda, Chance chance, Faults faults, IntConsumer appended) {
    this.agenda = agenda;
    this.chance = chance;
    this.faults = faults;
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(topics(i, appended));
    }
  }

  private static Map<String, PartitionLog> topics(int partition, IntConsumer appended) {
    Map<String, PartitionLog> topics = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of(COMMAND, REPORT));
    for (Priority priority : Priority.values()) {
      names.add(submission(priority));
    }
    for (String name : names) {
      topics.put(name, new PartitionLog(name, partition, () -> appended.accept(partition)));
    }
    return topics;
  }

  static String submission(Priority priority) {
    return "submission." + priority.name().toLowerCase(Locale.ROOT);
  }

  int partitions() {
    return partitions.size();
  }

  int partitionOf(String batchId) {
    return Math.floorMod(batchId.hashCode(), partitions.size());
  }

  List<PartitionLog> logsOf(int partition) {
    return List.copyOf(partitions.get(partition).values());
  }

  /**
   * Sends a record until it is known to be written.
   *
   * @param record made of the time at which the broker writes it
   * @param wanted whether the sender is still there to try again
   */
  void send(
      String topic,
      String batchId,
      LongFunction<Event> record,
      BooleanSupplier wanted,
      Runnable acknowledged) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    Runnable again = () -> send(topic, batchId, record, wanted, acknowledged);
    if (faults.strikes(Fault.DROP)) {
      agenda.after(chance.between(50, 500) * Agenda.MILLI, again);
      return;
    }
    long delay =
        faults.strikes(Fault.DELAY)
            ? chance.magnitude(5 * Agenda.MILLI, Agenda.MINUTE)
            : chance.between(100, 2000);
    agenda.after(
        delay,
        () -> {
          PartitionLog log = log(topic, batchId);
          append(log, record);
          if (faults.strikes(Fault.STALE)) {
            agenda.after(
                chance.magnitude(100 * Agenda.MILLI, Agenda.HOUR), () -> append(log, record));
          }
          if (faults.strikes(Fault.DUPLICATE)) {
            agenda.after(chance.between(50, 500) * Agenda.MILLI, again);
          } else {
            acknowledged.run();
          }
        });
  }

  private PartitionLog log(String topic, String batchId) {
    return Objects.requireNonNull(partitions.get(partitionOf(batchId)).get(topic), topic);
  }

  /** Broker time has milliseconds. */
  private void append(PartitionLog log, LongFunction<Event> record) {
    log.append(record.apply(agenda.now() / Agenda.MILLI * Agenda.MILLI));
  }
}
