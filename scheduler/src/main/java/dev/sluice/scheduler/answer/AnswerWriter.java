package dev.sluice.scheduler.answer;

import dev.sluice.core.explain.Explained;
import dev.sluice.records.Answer;
import dev.sluice.records.Explanation;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.schemas.serde.RecordCodec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Encodes answers. */
public final class AnswerWriter {

  private static final int MOST_CHARS = 1000;

  private final String topic;
  private final RecordCodec<Answer> codec;
  private final RecordSizes sizes;

  public AnswerWriter(String topic, RecordCodec<Answer> codec, RecordSizes sizes) {
    this.topic = topic;
    this.codec = codec;
    this.sizes = sizes;
  }

  /**
   * The answer that says what became of a request; empty if ids that are no ids make it too large
   * for its topic.
   *
   * @param at microseconds since the epoch
   */
  public Optional<Keyed> write(Request request, Verdict verdict, long at) {
    Keyed answer = keyed(request, record(request, verdict, List.of(), null, at));
    return sizes.fits(answer) ? Optional.of(answer) : Optional.empty();
  }

  /** The answer with explanations, as many of them as fit. */
  Optional<Keyed> write(Request request, Verdict verdict, Explained explained, long at) {
    List<Explanation> some = explained.explanations().stream().map(AnswerWriter::record).toList();
    String next = explained.next();
    while (true) {
      Keyed answer = keyed(request, record(request, verdict, some, next, at));
      if (sizes.fits(answer)) {
        return Optional.of(answer);
      }
      if (some.size() <= 2) {
        return Optional.empty();
      }
      some = some.subList(0, some.size() / 2);
      next = some.getLast().getTaskId();
    }
  }

  private static Explanation record(dev.sluice.core.explain.Explanation explanation) {
    return new Explanation(
        explanation.taskId(), explanation.status(), explanation.cause().name(), explanation.text());
  }

  private Keyed keyed(Request request, Answer answer) {
    return Keyed.of(
        request.batchId(), new Outbound(topic, codec.encode(topic, answer), request.batchId()));
  }

  private static Answer record(
      Request request,
      Verdict verdict,
      List<Explanation> explanations,
      @Nullable String next,
      long at) {
    return Answer.newBuilder()
        .setBatchId(request.batchId())
        .setRequestId(request.requestId())
        .setCode(verdict.code())
        .setReason(verdict.reason())
        .setDetail(cut(verdict.detail()))
        .setExplanations(explanations)
        .setNext(next)
        .setAt(at)
        .build();
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
  }
}
