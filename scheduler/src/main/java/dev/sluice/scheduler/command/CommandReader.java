package dev.sluice.scheduler.command;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.CancelRequested;
import dev.sluice.core.ledger.Event.ClearRequested;
import dev.sluice.core.ledger.Event.OpenRequested;
import dev.sluice.core.ledger.Event.PauseRequested;
import dev.sluice.core.ledger.Event.RetryRequested;
import dev.sluice.core.ledger.Event.SealRequested;
import dev.sluice.core.ledger.Event.StartRequested;
import dev.sluice.core.ledger.Event.UnsupportedRequested;
import dev.sluice.records.Cancel;
import dev.sluice.records.Clear;
import dev.sluice.records.Command;
import dev.sluice.records.Open;
import dev.sluice.records.Pause;
import dev.sluice.records.RetryFailed;
import dev.sluice.records.Seal;
import dev.sluice.records.Start;
import dev.sluice.scheduler.wire.Incoming;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;

/** Reads the command topic. */
public final class CommandReader implements SourceReader {

  private final String topic;
  private final RecordCodec<Command> codec;

  public CommandReader(String topic, RecordCodec<Command> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  @Override
  public Incoming read(byte[] bytes, long at) throws UndecodableRecordException {
    Command command = codec.decode(topic, bytes);
    String batchId = command.getBatchId();
    return new Incoming.Happened(event(batchId, at, command.getAction()), command.getRequestId());
  }

  /** The union has no common type, and a newer writer may know more actions. */
  private static Event event(String batchId, long at, Object action) {
    return switch (action) {
      case Open open -> new OpenRequested(batchId, at, OpenedBatch.of(open));
      case Seal seal -> new SealRequested(batchId, at, seal.getExpectedTasks());
      case Start start -> new StartRequested(batchId, at);
      case Pause pause -> new PauseRequested(batchId, at);
      case Cancel cancel ->
          new CancelRequested(batchId, at, cancel.getTaskId(), cancel.getReason());
      case RetryFailed retry -> new RetryRequested(batchId, at);
      case Clear clear -> new ClearRequested(batchId, at);
      default -> new UnsupportedRequested(batchId, at, action.getClass().getSimpleName());
    };
  }
}
