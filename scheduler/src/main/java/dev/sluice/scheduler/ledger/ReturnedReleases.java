package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.scheduler.release.ReleaseSpread;
import dev.sluice.scheduler.release.SpreadTerms;
import dev.sluice.scheduler.wire.Incoming.Returned;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the spread of releases which of them the workers are done with: each once, with the first
 * report that counts. To be asked before that is decided.
 */
record ReturnedReleases(LedgerView view, SpreadTerms terms, ReleaseSpread spread) {

  private static final Logger log = LoggerFactory.getLogger(ReturnedReleases.class);

  void returned(Returned report) {
    if (spread.counts() && report.partition() >= 0) {
      try {
        TaskSpec task = released(report);
        if (task != null) {
          spread.returned(terms.topic(task.pool(), task.priority()), report.partition());
        }
      } catch (KafkaException storeFailed) {
        throw storeFailed;
      } catch (RuntimeException defect) {
        // The decision meets it too, and knows what to do with the report.
        log.debug("The release of {} is not counted back", report.taskId(), defect);
      }
    }
  }

  private @Nullable TaskSpec released(Returned report) {
    BatchRow batch = view.batch(report.batchId());
    StoredTask stored = view.task(report.batchId(), report.taskId());
    return batch != null
            && stored != null
            && stored.state() instanceof TaskRow.Released released
            && !released.leased()
            && report.releaseNumber()
                == ReleaseNumber.of(batch.life().round(), released.turn().releases())
        ? spec(report, stored)
        : null;
  }

  private @Nullable TaskSpec spec(Returned report, StoredTask stored) {
    TaskSpec here = stored.spec();
    return here == null ? view.spec(report.batchId(), report.taskId()) : here;
  }
}
