package dev.sluice.http.resource;

import dev.sluice.client.BatchSummary;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.http.json.BatchOut;
import dev.sluice.http.json.SummaryOut;
import dev.sluice.http.page.BatchSort;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import dev.sluice.scheduler.view.BatchOrder;
import dev.sluice.scheduler.view.BatchView;
import dev.sluice.scheduler.view.LedgerQueries;
import dev.sluice.scheduler.view.LedgerQueries.Share;
import dev.sluice.scheduler.view.Page;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Batches: listed, described, summed up. */
public final class BatchesResource {

  /** Each page looks at all of them. */
  private static final int MOST_SORTED = 20_000;

  private final Supplier<Backend> backend;
  private final Cursors cursors;

  public BatchesResource(Supplier<Backend> backend, Cursors cursors) {
    this.backend = backend;
    this.cursors = cursors;
  }

  /** The batches of this process by id, or by the time at which they were opened. */
  public void list(Context request) {
    Params params =
        Params.of(request, "status", "name", "idPrefix", "label", "sort", "limit", "cursor");
    Predicate<BatchView> which = which(params);
    BatchSort sort = params.batchSort();
    var wanted =
        new Page.Wanted(params.place(cursors, params.list()), sort.descending(), params.limit());
    Page<BatchView> page = page(which, wanted, sort.order());
    Share share = backend.get().ledger().share();
    String next = page.next() == null ? null : cursors.write(params.list(), page.next());
    Answer.json(
        request,
        Answer.page(page.items().stream().map(BatchOut::of).toList(), next)
            .with("partitions", share.partitions())
            .with("ofPartitions", share.of()));
  }

  private Page<BatchView> page(Predicate<BatchView> which, Page.Wanted wanted, BatchOrder order) {
    LedgerQueries ledger = backend.get().ledger();
    return switch (order) {
      case ID -> ledger.batches(which, wanted);
      case OPENED_AT ->
          ledger
              .batchesByOpening(which, wanted, MOST_SORTED)
              .orElseThrow(() ->
                  Problem.of(
                          ProblemCode.TOO_MANY_TO_SORT,
                          ("a scheduler sorts up to %d batches and here are more; leave sort out,"
                                  + " or clear batches that are done with")
                              .formatted(MOST_SORTED))
                      .exception());
    };
  }

  private static Predicate<BatchView> which(Params params) {
    Set<BatchStatus> statuses = params.anyOf("status", BatchStatus.class);
    String name = params.text("name");
    String prefix = params.text("idPrefix");
    String label = params.text("label");
    return batch ->
        statuses.contains(batch.header().life().status())
            && (name == null || name.equals(batch.options().name()))
            && (prefix == null || batch.batchId().startsWith(prefix))
            && labelled(batch, label);
  }

  /** {@code key} or {@code key=value}. */
  private static boolean labelled(BatchView batch, @Nullable String label) {
    if (label == null) {
      return true;
    }
    int equals = label.indexOf('=');
    return equals < 0
        ? batch.options().labels().containsKey(label)
        : label
            .substring(equals + 1)
            .equals(batch.options().labels().get(label.substring(0, equals)));
  }

  /** One batch. */
  public void describe(Context request) {
    String batchId = Params.of(request).batchId();
    Answer.json(request, BatchOut.described(backend.get().batch(batchId)));
  }

  /** What the results of a batch add up to. */
  public void summary(Context request) {
    String batchId = Params.of(request).batchId();
    BatchSummary summary = backend.get().summary(batchId);
    Answer.json(request, SummaryOut.of(summary, InstantSource.system().instant()));
  }
}
