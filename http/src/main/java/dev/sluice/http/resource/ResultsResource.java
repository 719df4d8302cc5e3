package dev.sluice.http.resource;

import dev.sluice.http.json.ResultOut;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.BatchLife;
import dev.sluice.http.source.ResultPages;
import dev.sluice.http.source.ResultSort;
import dev.sluice.records.Result;
import dev.sluice.scheduler.view.BatchView;
import io.javalin.http.Context;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The results of a batch, in the order in which they were recorded or in another one. */
public final class ResultsResource {

  private final Supplier<Backend> backend;
  private final Cursors cursors;
  private final LongReads reads;

  public ResultsResource(Supplier<Backend> backend, Cursors cursors, LongReads reads) {
    this.backend = backend;
    this.cursors = cursors;
    this.reads = reads;
  }

  /** Results; a page may be short or empty and have a next one all the same. */
  public void list(Context request) {
    Params params = Params.of(request, ResultFilter.and("sort", "limit", "cursor"));
    String batchId = params.batchId();
    BatchView batch = backend.get().batch(batchId);
    Predicate<Result> which = ResultFilter.of(params);
    ResultSort sort = sort(params.text("sort"));
    String place = params.place(cursors, params.list());
    if (place != null && !sort.knows(place)) {
      throw Problem.of(ProblemCode.INVALID_CURSOR, "the cursor names no place in this list")
          .exception();
    }
    ResultPages.Found found =
        sort.equals(ResultSort.RECORDED)
            ? backend.get().results().page(BatchLife.of(batch), which, place, params.limit())
            : sorted(batch, which, sort, place, params.limit());
    String next = found.next() == null ? null : cursors.write(params.list(), found.next());
    Answer.json(request, Answer.page(found.results().stream().map(ResultOut::of).toList(), next));
  }

  private ResultPages.Found sorted(
      BatchView batch,
      Predicate<Result> which,
      ResultSort sort,
      @Nullable String place,
      int limit) {
    if (batch.header().tally().ended() > ResultPages.MOST_SORTED) {
      throw ResultPages.tooMany();
    }
    try (var turn = reads.begin()) {
      return backend.get().results().sorted(BatchLife.of(batch), which, sort, place, limit);
    }
  }

  private static ResultSort sort(@Nullable String text) {
    return text == null
        ? ResultSort.RECORDED
        : ResultSort.of(text)
            .orElseThrow(() ->
                Params.invalid(
                    "'sort' is none of %s, also with - in front"
                        .formatted(String.join(", ", ResultSort.words()))));
  }
}
