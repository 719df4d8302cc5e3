package dev.sluice.scheduler.view;

import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.CriticalChain;
import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.TaskRows;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Summary;
import dev.sluice.scheduler.summary.SummaryRecords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches and tasks out of the stored rows of this process. For any thread, and each answer
 * looks at a bounded number of rows, however large a batch is. All methods throw {@link
 * LedgerNotHereException} where the rows are elsewhere or not restored yet.
 */
public final class LedgerQueries {

  private static final int MOST_LOOKS = 5_000;

  private final LocalLedger ledger;
  private final Workforce workforce;

  private LedgerQueries(LocalLedger ledger, Workforce workforce) {
    this.ledger = ledger;
    this.workforce = workforce;
  }

  /**
   * Queries of a scheduler's state.
   *
   * @param store name of the ledger's store
   * @param partitions of the topics by batch id
   * @param rowsToRestore as far as is known
   * @param self as {@code application.server} says, host:port; null: the others do not know it
   */
  public static LedgerQueries of(
      KafkaStreams streams,
      String store,
      int partitions,
      LongSupplier rowsToRestore,
      @Nullable String self,
      Workforce workforce) {
    HostInfo host = self == null ? null : HostInfo.buildFromEndpoint(self);
    return new LedgerQueries(
        new LocalLedger(streams, store, partitions, rowsToRestore, host), workforce);
  }

  /** Partitions that there are. */
  public int partitions() {
    return ledger.partitions();
  }

  /** Partitions of the ledger that this process answers for now, and that there are. */
  public Share share() {
    return new Share(ledger.all().size(), ledger.partitions());
  }

  /** Which partitions of the ledger this process answers for now. */
  public Set<Integer> here() {
    return ledger.here();
  }

  /** The schedulers that answer for other partitions, as far as they said where they answer. */
  public Set<Peer> others() {
    return ledger.others();
  }

  /** How much of the whole a process answers for. */
  public record Share(int partitions, int of) {}

  /** Batches of this process by id. */
  public Page<BatchView> batches(Predicate<BatchView> which, Page.Wanted wanted) {
    List<StoredView> partitions = ledger.all();
    int looks = Math.max(1, MOST_LOOKS / Math.max(1, partitions.size()));
    List<Page<BatchView>> pages =
        partitions.stream().map(rows -> batches(rows, which, wanted, looks)).toList();
    return merged(pages, wanted);
  }

  /**
   * Batches of this process by the time at which they were opened: rows are kept by id, so this
   * looks at all of them.
   *
   * @param wanted places as {@link BatchOrder#OPENED_AT} has them
   * @param most batches that are looked at
   * @return empty if there are more
   */
  public Optional<Page<BatchView>> batchesByOpening(
      Predicate<BatchView> which, Page.Wanted wanted, int most) {
    var page = new ByOpening(wanted, most);
    for (StoredView rows : ledger.all()) {
      rows.walk(
          RowKeys.first('B'),
          null,
          false,
          (key, value) -> {
            BatchRow header = BatchRows.readBatch(value);
            String id = RowKeys.onlyPart(key);
            return page.look(
                id,
                header.life().openedAt(),
                () -> {
                  BatchView batch = batch(rows, id, header);
                  return batch != null && which.test(batch) ? batch : null;
                });
          });
    }
    return page.page();
  }

  private static Page<BatchView> batches(
      StoredView rows, Predicate<BatchView> which, Page.Wanted wanted, int looks) {
    var page = new Page.Gathering<BatchView>(wanted.limit(), looks);
    byte[] after = wanted.after() == null ? null : RowKeys.batch(wanted.after());
    rows.walk(
        RowKeys.first('B'),
        after,
        wanted.descending(),
        (key, value) -> {
          if (!page.mayLook()) {
            return false;
          }
          String id = RowKeys.onlyPart(key);
          BatchView batch = batch(rows, id, BatchRows.readBatch(value));
          page.looked(id, batch != null && which.test(batch) ? batch : null);
          return true;
        });
    return page.page();
  }

  /** No item beyond the place where one of the pages was cut: others may come before it. */
  private static Page<BatchView> merged(List<Page<BatchView>> pages, Page.Wanted wanted) {
    Comparator<String> order =
        wanted.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    String cut = pages.stream().map(Page::next).flatMap(Stream::ofNullable).min(order).orElse(null);
    List<BatchView> all =
        pages.stream()
            .flatMap(page -> page.items().stream())
            .filter(batch -> cut == null || order.compare(batch.batchId(), cut) <= 0)
            .sorted(Comparator.comparing(BatchView::batchId, order))
            .toList();
    return all.size() <= wanted.limit()
        ? new Page<>(all, cut)
        : new Page<>(all.subList(0, wanted.limit()), all.get(wanted.limit() - 1).batchId());
  }

  /** A batch; empty if nothing is known of it. */
  public Optional<BatchView> batch(String batchId) {
    StoredView rows = ledger.of(batchId);
    byte[] header = rows.get(RowKeys.batch(batchId));
    return header == null
        ? Optional.empty()
        : Optional.ofNullable(batch(rows, batchId, BatchRows.readBatch(header)));
  }

  /** What the results of a batch add up to; nothing if there are none. */
  public BatchTally tally(String batchId) {
    return tally(ledger.of(batchId), batchId);
  }

  private static BatchTally tally(StoredView rows, String batchId) {
    byte[] row = rows.get(RowKeys.tally(batchId));
    return row == null ? new BatchTally() : BatchTally.ofBytes(row);
  }

  /** The summary of a batch as it would be published now. */
  public Summary summary(BatchView batch) {
    StoredView rows = ledger.of(batch.batchId());
    Life life = batch.header().life();
    BatchTally tally = tally(rows, batch.batchId());
    return SummaryRecords.of(
        BatchChanged.of(batch.batchId(), batch.header(), batch.options()),
        tally,
        life.status().terminal() ? criticalPath(rows, batch.batchId(), tally) : List.of(),
        Math.max(life.openedAt(), life.finishedAt()));
  }

  private static List<String> criticalPath(StoredView rows, String batchId, BatchTally tally) {
    String last = tally.course().lastOfLongestChain();
    return last == null
        ? List.of()
        : CriticalChain.of(
            taskId -> {
              byte[] row = rows.get(RowKeys.task(batchId, taskId));
              return row == null ? null : StoredTask.of(row);
            },
            last,
            CriticalChain.MOST_LISTED);
  }

  /** Null: a batch of which only traces are left. */
  private static @Nullable BatchView batch(StoredView rows, String batchId, BatchRow header) {
    if (header.life().stop() == Reason.CLEARED) {
      return null;
    }
    byte[] options = rows.get(RowKeys.options(batchId));
    return new BatchView(
        batchId, header, options == null ? BatchOptions.DEFAULT : BatchRows.readOptions(options));
  }

  /** A task of a batch; empty if it was not submitted. */
  public Optional<TaskView> task(BatchView batch, String taskId) {
    StoredView rows = ledger.of(batch.batchId());
    byte[] row = rows.get(RowKeys.task(batch.batchId(), taskId));
    return row == null
        ? Optional.empty()
        : Optional.ofNullable(submitted(task(rows, batch, taskId, row)));
  }

  /** Submitted tasks of a batch by id. */
  public Page<TaskView> tasks(BatchView batch, Predicate<TaskView> which, Page.Wanted wanted) {
    StoredView rows = ledger.of(batch.batchId());
    var page = new Page.Gathering<TaskView>(wanted.limit(), MOST_LOOKS);
    byte[] after = wanted.after() == null ? null : RowKeys.task(batch.batchId(), wanted.after());
    rows.walk(
        RowKeys.prefix('T', batch.batchId()),
        after,
        wanted.descending(),
        (key, value) -> {
          if (!page.mayLook()) {
            return false;
          }
          String id = RowKeys.lastPart(key);
          TaskView task = submitted(task(rows, batch, id, value));
          page.looked(id, task != null && which.test(task) ? task : null);
          return true;
        });
    return page.page();
  }

  private static @Nullable TaskView submitted(TaskView task) {
    return task.row() instanceof TaskRow.Missing ? null : task;
  }

  private TaskView task(StoredView rows, BatchView batch, String taskId, byte[] bytes) {
    StoredTask stored = StoredTask.of(bytes);
    TaskSpec spec = stored.spec();
    if (spec == null && !stored.knowsSpec()) {
      byte[] own = rows.get(RowKeys.spec(batch.batchId(), taskId));
      spec = own == null ? null : TaskRows.readSpec(own);
    }
    return new TaskView(taskId, stored.state(), spec, run(batch, taskId, stored.state()));
  }

  private Workforce.@Nullable Run run(BatchView batch, String taskId, TaskRow row) {
    if (!(row instanceof TaskRow.Released released)) {
      return null;
    }
    int round = batch.header().life().round();
    return workforce.run(
        batch.batchId(), taskId, ReleaseNumber.of(round, released.turn().releases()));
  }
}
