package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Effect.Rejected;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.ClearRequested;
import dev.sluice.scheduler.answer.Request;
import dev.sluice.scheduler.answer.Verdict;
import dev.sluice.scheduler.deadletter.DeadLetters;
import dev.sluice.scheduler.deadletter.SourceRecord;
import dev.sluice.scheduler.ledger.BatchSteps.Taken;
import dev.sluice.scheduler.release.ReleaseSpread;
import dev.sluice.scheduler.store.LedgerStore;
import dev.sluice.scheduler.summary.Summaries;
import dev.sluice.scheduler.wire.Home;
import dev.sluice.scheduler.wire.Incoming;
import dev.sluice.scheduler.wire.Incoming.Asked;
import dev.sluice.scheduler.wire.Incoming.Happened;
import dev.sluice.scheduler.wire.Incoming.Returned;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Nodes;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.scheduler.wire.TraceInRecords;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger of one partition: reads records, lets core decide, sends what was decided. */
public final class LedgerProcessor
    implements Processor<byte[], byte[], byte[], Outbound>, BatchSteps.Outlet {

  private static final Logger log = LoggerFactory.getLogger(LedgerProcessor.class);

  /** Marks a record that was forwarded to its partition, so that it can't go round for ever. */
  static final String REROUTED = "sluice-rerouted";

  private static final long MICROS_PER_MILLI = 1000;

  private final LedgerSetup setup;

  /**
   * Who waits for batches to be cleared. Told at the end and not when it begins, because what is
   * sent for such a batch before is refused. Lost with the process: then there is no answer.
   */
  private final Map<String, Request> clearing = new HashMap<>();

  // Set by init, which Streams calls before anything else and again after a task was revived.
  private ProcessorContext<byte[], Outbound> context;
  private LedgerStore store;
  private Home home;
  private BatchSteps steps;
  private Summaries summaries;
  private LedgerClockwork clockwork;
  private CommitPace pace;
  private BurstPace burst;
  private ReleaseSpread spread;
  private ReturnedReleases returns;
  private TaskCounters counters;
  private @Nullable SourceRecord current;

  public LedgerProcessor(LedgerSetup setup) {
    this.setup = setup;
  }

  @Override
  public void init(ProcessorContext<byte[], Outbound> processorContext) {
    context = processorContext;
    home = new Home(context.taskId().partition(), setup.partitions());
    store = context.getStateStore(Nodes.LEDGER_STORE);
    KeyValueStore<Bytes, byte[]> cache = context.getStateStore(Nodes.CACHE_STORE);
    steps = new BatchSteps(setup, store, cache, this);
    summaries = new Summaries(store, steps.view(), setup.summaries(), this::forwardSummary);
    context.schedule(
        setup.pace().summaryTick(), PunctuationType.WALL_CLOCK_TIME, nowMs -> publishChanged());
    clockwork = new LedgerClockwork(context, steps, store, setup);
    pace = new CommitPace(setup.pace().young());
    burst = new BurstPace(setup.pace().young());
    counters = new TaskCounters(context.metrics(), context.taskId().toString(), setup.counts());
    current = null;
    clearing.clear();
    spread = setup.spread().of(context.taskId().partition());
    returns = new ReturnedReleases(steps.view(), setup.spread(), spread);
    setup.heads().begin(context.taskId().partition());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    if (record.value() == null) {
      counters.count("tombstone");
    } else {
      take(SourceRecord.of(place, record));
    }
    setup.heads().done(place.topic(), place.partition(), place.offset());
    boolean more = setup.heads().anyFor(place.partition());
    boolean early = burst.pays(setup.nanos().getAsLong(), store.transactions(), more);
    if (more ? early : pace.pays(context.currentSystemTimeMs(), record.timestamp())) {
      context.commit();
    }
  }

  private void take(SourceRecord source) {
    current = source;
    try {
      Incoming incoming = reader(source).read(source.value(), source.at(), source.headers());
      if (home.of(incoming.batchId())) {
        take(incoming);
      } else {
        reroute(source, incoming.batchId());
      }
    } catch (UndecodableRecordException e) {
      deadLetter(source, DeadLetters.BAD_RECORD, e.getMessage());
    } catch (UndecidableException e) {
      log.error("{} goes to the dead letters", source, e);
      deadLetter(source, e.reason(), e.getMessage());
    } finally {
      current = null;
    }
  }

  private SourceReader reader(SourceRecord source) {
    return Objects.requireNonNull(setup.readers().get(source.topic()), source.topic());
  }

  private void take(Incoming incoming) throws UndecidableException {
    switch (incoming) {
      case Happened happened when happened.requestId() == null -> {
        Taken unused = decide(happened.event());
      }
      case Happened happened ->
          decideAndAnswer(happened.event(), new Request(happened.batchId(), happened.requestId()));
      case Returned returned -> {
        returns.returned(returned);
        Taken unused = decide(returned.event());
      }
      case Asked asked -> {
        long now = context.currentSystemTimeMs() * MICROS_PER_MILLI;
        answer(setup.answers().to(asked.question(), steps.view(), now), now);
      }
    }
  }

  private Taken decide(Event event) throws UndecidableException {
    Taken taken = steps.take(event, clockwork.stintOfARecord(event.batchId()));
    clockwork.took(event.batchId(), taken.rest());
    return taken;
  }

  private void decideAndAnswer(Event event, Request request) throws UndecidableException {
    try {
      Taken taken = decide(event);
      if (event instanceof ClearRequested && taken.doneInPart()) {
        clearing.put(event.batchId(), request);
      } else {
        answer(setup.answers().to(request, taken.verdict(), event.at()), event.at());
      }
    } catch (UndecidableException e) {
      Verdict refused = Verdict.refused(e.reason(), e.getMessage());
      answer(setup.answers().to(request, refused, event.at()), event.at());
      throw e;
    }
  }

  private void answer(Optional<Keyed> answer, long at) {
    counters.count(answer.isPresent() ? "answer" : "answer-too-large");
    answer.ifPresent(record -> send(new Send(Nodes.ANSWER_SINK, record), at));
  }

  /** Same bytes, same topic, the key and so the partition of the batch; unless it is too large. */
  private void reroute(SourceRecord source, String batchId) {
    if (source.headers().lastHeader(REROUTED) != null) {
      deadLetter(
          source,
          DeadLetters.WRONG_PARTITION,
          "batch " + batchId + " does not belong here; were partitions added to the topic?");
      return;
    }
    Keyed keyed = Keyed.of(batchId, new Outbound(source.topic(), source.value(), batchId));
    if (!setup.sizes().fits(keyed, source.headers())) {
      deadLetter(
          source,
          DeadLetters.WRONG_PARTITION,
          "the batch belongs to another partition and the record is too large to be sent there;"
              + " its producer must use the batch id as the key");
      return;
    }
    counters.count("rerouted");
    Headers headers = new RecordHeaders(source.headers());
    headers.add(REROUTED, new byte[] {(byte) source.partition()});
    context.forward(
        new Record<byte[], Outbound>(keyed.key(), keyed.value(), source.timestampMs(), headers),
        Nodes.REROUTE_SINK);
  }

  @Override
  public void forward(Routed routed, long at) {
    routed.sends.forEach(send -> send(send, at));
    routed.results.forEach(result -> summaries.fold(result, at));
    routed.changes.forEach(change -> summaries.changed(change, at));
    routed.forgotten.forEach(batchId -> forgotten(batchId, at));
    routed.counted.forEach(counters::count);
  }

  private void forgotten(String batchId, long at) {
    summaries.forget(batchId);
    Request request = clearing.remove(batchId);
    if (request != null) {
      answer(setup.answers().to(request, Verdict.DONE, at), at);
    }
  }

  private void send(Send send, long at) {
    Keyed keyed = send.record();
    boolean release = send.sink().equals(Nodes.RELEASE_SINK);
    Outbound value = release ? spread.place(keyed.value()) : keyed.value();
    var record = new Record<>(keyed.key(), value, at / MICROS_PER_MILLI);
    for (Header header : value.headers()) {
      record.headers().add(header);
    }
    if (current != null && send.sink().equals(Nodes.RESULT_SINK)) {
      TraceInRecords.carry(current.headers(), record.headers()); // of the report that ended it
    }
    context.forward(record, send.sink());
  }

  private void publishChanged() {
    summaries.publishChanged();
    counters.publish();
    spread.tick(context.currentSystemTimeMs());
  }

  private void forwardSummary(Keyed summary) {
    context.forward(
        new Record<byte[], Outbound>(summary.key(), summary.value(), context.currentSystemTimeMs()),
        Nodes.SUMMARY_SINK);
  }

  @Override
  public void rejected(Rejected rejection) {
    if (current == null) {
      log.warn("Batch {}: {} {}", rejection.batchId(), rejection.reason(), rejection.detail());
    } else {
      deadLetter(current, rejection.reason().name(), rejection.detail());
    }
  }

  private void deadLetter(SourceRecord source, String reason, @Nullable String error) {
    counters.count("dead-letter");
    Record<byte[], Outbound> letter = setup.deadLetters().of(source, reason, error);
    context.forward(letter, Nodes.DEAD_LETTER_SINK);
  }

  @Override
  public void close() {
    counters.close();
  }
}
