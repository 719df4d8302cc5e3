package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.summary.BatchHead;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.scheduler.deadletter.DeadLetters;
import dev.sluice.scheduler.deadletter.SourceRecord;
import dev.sluice.scheduler.summary.ResultReader.Folded;
import dev.sluice.scheduler.summary.SummaryInput.LedgerNews;
import dev.sluice.scheduler.summary.SummaryInput.ResultBytes;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Nodes;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The summaries of the batches of one partition. */
public final class SummaryProcessor implements Processor<byte[], SummaryInput, byte[], Outbound> {

  private final SummarySetup setup;

  /**
   * Batches whose summary is older than what is known. Lost in a crash: then the next result or the
   * end of the batch publishes it.
   */
  private final Set<String> changed = new LinkedHashSet<>();

  // Set by init, which Streams calls before anything else and again after a task was revived.
  private ProcessorContext<byte[], Outbound> context;
  private SummaryShelf shelf;

  public SummaryProcessor(SummarySetup setup) {
    this.setup = setup;
  }

  @Override
  public void init(ProcessorContext<byte[], Outbound> processorContext) {
    context = processorContext;
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(Nodes.SUMMARY_STORE);
    shelf = new SummaryShelf(store);
    changed.clear();
    context.schedule(setup.tick(), PunctuationType.WALL_CLOCK_TIME, this::publishChanged);
  }

  @Override
  public void process(Record<byte[], SummaryInput> record) {
    switch (record.value()) {
      case null -> {} // a tombstone: somebody removed a result, the summary stays as it was
      case LedgerNews news -> heard(news, record.timestamp());
      case ResultBytes result -> read(result, record);
    }
  }

  private void heard(LedgerNews news, long timestampMs) {
    BatchHead head = shelf.head(news.batchId()).with(news.change(), news.results());
    shelf.put(news.batchId(), head);
    publishIfComplete(news.batchId(), head, timestampMs);
  }

  private void read(ResultBytes result, Record<byte[], SummaryInput> record) {
    try {
      Folded folded = setup.results().read(result.bytes());
      if (shelf.fold(folded.batchId(), folded.taskId(), folded.contribution())) {
        publishIfComplete(folded.batchId(), shelf.head(folded.batchId()), record.timestamp());
      }
    } catch (UndecodableRecordException e) {
      SourceRecord source =
          SourceRecord.of(context.recordMetadata().orElseThrow(), record.withValue(result.bytes()));
      context.forward(
          setup.deadLetters().of(source, DeadLetters.BAD_RECORD, e.getMessage()),
          Nodes.DEAD_LETTER_SINK);
    }
  }

  private void publishIfComplete(String batchId, BatchHead head, long timestampMs) {
    if (head.complete(shelf.tally(batchId).results())) {
      changed.remove(batchId);
      publish(batchId, head, timestampMs);
    } else {
      changed.add(batchId);
    }
  }

  private void publishChanged(long nowMs) {
    for (String batchId : changed) {
      publish(batchId, shelf.head(batchId), nowMs);
    }
    changed.clear();
  }

  private void publish(String batchId, BatchHead head, long timestampMs) {
    BatchChanged change = head.change();
    if (change == null) {
      return; // results without a batch: nobody of ours wrote them
    }
    BatchTally tally = shelf.tally(batchId);
    boolean early = change.status().terminal() && !head.complete(tally.results());
    if (!early) {
      Keyed summary = setup.summaries().write(change, tally);
      context.forward(
          new Record<>(summary.key(), summary.value(), timestampMs), Nodes.SUMMARY_SINK);
    }
  }
}
