package dev.sluice.scheduler.wire;

import dev.sluice.records.Answer;
import dev.sluice.records.CachedOutput;
import dev.sluice.records.Command;
import dev.sluice.records.Query;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Signal;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import java.util.Map;

/** The codecs of all records that the scheduler reads or writes. */
public record Codecs(
    RecordCodec<Submission> submission,
    RecordCodec<Command> command,
    RecordCodec<Query> query,
    RecordCodec<Answer> answer,
    RecordCodec<Report> report,
    RecordCodec<Release> release,
    RecordCodec<Result> result,
    RecordCodec<Signal> signal,
    RecordCodec<Summary> summary,
    RecordCodec<CachedOutput> cached) {

  /**
   * The codecs of a configuration.
   *
   * @param kafka the Kafka properties of the process
   * @param patience how long a record waits for a registry that is away
   */
  public static Codecs of(Map<String, ?> kafka, Patience patience) {
    return new Codecs(
        codec(Submission.class, kafka, patience),
        codec(Command.class, kafka, patience),
        codec(Query.class, kafka, patience),
        codec(Answer.class, kafka, patience),
        codec(Report.class, kafka, patience),
        codec(Release.class, kafka, patience),
        codec(Result.class, kafka, patience),
        codec(Signal.class, kafka, patience),
        codec(Summary.class, kafka, patience),
        codec(CachedOutput.class, kafka, patience));
  }

  private static <T extends SluiceRecord> RecordCodec<T> codec(
      Class<T> type, Map<String, ?> kafka, Patience patience) {
    return new PatientCodec<>(RecordCodecs.of(type, kafka), patience);
  }
}
