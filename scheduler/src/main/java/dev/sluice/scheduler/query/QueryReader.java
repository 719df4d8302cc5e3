package dev.sluice.scheduler.query;

import dev.sluice.records.Query;
import dev.sluice.scheduler.wire.Incoming;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;

/** Reads the query topic. */
public final class QueryReader implements SourceReader {

  private final String topic;
  private final RecordCodec<Query> codec;

  public QueryReader(String topic, RecordCodec<Query> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  @Override
  public Incoming read(byte[] bytes, long at) throws UndecodableRecordException {
    Query query = codec.decode(topic, bytes);
    return new Incoming.Asked(
        new Question(
            query.getBatchId(),
            query.getRequestId(),
            query.getTaskId(),
            query.getAfter(),
            query.getLimit()));
  }
}
