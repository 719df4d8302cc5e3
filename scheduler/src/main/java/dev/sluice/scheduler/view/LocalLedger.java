package dev.sluice.scheduler.view;

import dev.sluice.scheduler.store.LedgerStore;
import dev.sluice.scheduler.view.LedgerNotHereException.Elsewhere;
import dev.sluice.scheduler.view.LedgerNotHereException.Restoring;
import dev.sluice.scheduler.view.LedgerNotHereException.Unknown;
import dev.sluice.schemas.topic.Partitions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the ledger that this process owns and has restored. Asked anew for each
 * question, because partitions come and go.
 *
 * @param store name of the ledger's store
 * @param partitions of the topics by batch id
 * @param rowsToRestore as far as is known
 * @param self as the others know this process; null: they do not
 */
record LocalLedger(
    KafkaStreams streams,
    String store,
    int partitions,
    LongSupplier rowsToRestore,
    @Nullable HostInfo self) {

  private static final QueryableStoreType<LedgerStore> LEDGER =
      new QueryableStoreType<>() {
        @Override
        public boolean accepts(StateStore store) {
          return store instanceof LedgerStore;
        }

        @Override
        public LedgerStore create(StateStoreProvider provider, String name) {
          return provider.stores(name, this).getFirst();
        }
      };

  /** Every partition of this process: they are asked for together, so that none is left out. */
  private static final QueryableStoreType<List<LedgerStore>> LEDGERS =
      new QueryableStoreType<>() {
        @Override
        public boolean accepts(StateStore store) {
          return LEDGER.accepts(store);
        }

        @Override
        public List<LedgerStore> create(StateStoreProvider provider, String name) {
          return List.copyOf(provider.stores(name, LEDGER));
        }
      };

  /**
   * The rows of the partition that a batch belongs to.
   *
   * @throws LedgerNotHereException if it is not here, or not ready
   */
  StoredView of(String batchId) {
    int partition = Partitions.of(batchId, partitions);
    if (!streams.state().isRunningOrRebalancing()) {
      throw restoring(null);
    }
    try {
      return view(stored(partition));
    } catch (InvalidStateStoreException e) {
      throw elsewhere(batchId, e);
    }
  }

  private LedgerStore stored(int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(store, LEDGER).withPartition(partition));
  }

  /**
   * The partitions that this process answers for.
   *
   * @throws LedgerNotHereException if one of them is not ready
   */
  Set<Integer> here() {
    if (streams.state() != State.RUNNING) {
      throw restoring(null);
    }
    Set<Integer> here = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      try {
        LedgerStore unused = stored(partition);
        here.add(partition);
      } catch (InvalidStateStorePartitionException e) {
        continue; // another process has it
      } catch (InvalidStateStoreException e) {
        throw restoring(e);
      }
    }
    return here;
  }

  /** The other processes that have partitions, as far as they said where they answer. */
  Set<Peer> others() {
    if (!queryable()) {
      throw restoring(null);
    }
    return streams.metadataForAllStreamsClients().stream()
        .filter(other -> other.stateStoreNames().contains(store))
        .filter(other -> !other.hostInfo().equals(self) && !nameless(other.hostInfo()))
        .map(other -> new Peer(other.host(), other.port()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean nameless(HostInfo host) {
    return host.equals(HostInfo.unavailable());
  }

  private boolean queryable() {
    State state = streams.state();
    return state == State.RUNNING || state == State.REBALANCING;
  }

  /**
   * The rows of every partition of this process.
   *
   * @throws LedgerNotHereException if one of them is not ready
   */
  List<StoredView> all() {
    if (streams.state() != State.RUNNING) {
      throw restoring(null);
    }
    try {
      return streams.store(StoreQueryParameters.fromNameAndType(store, LEDGERS)).stream()
          .map(LocalLedger::view)
          .toList();
    } catch (InvalidStateStoreException e) {
      if (streams.state() == State.RUNNING && idle()) {
        return List.of(); // others have all partitions
      }
      throw restoring(e);
    }
  }

  private static StoredView view(LedgerStore ledger) {
    return new StoredView(ledger.stored());
  }

  private LedgerNotHereException elsewhere(String batchId, Exception cause) {
    HostInfo owner = owner(batchId);
    if (owner != null) {
      return new LedgerNotHereException(new Elsewhere(new Peer(owner.host(), owner.port())), cause);
    }
    return streams.state() == State.RUNNING
        ? new LedgerNotHereException(new Unknown(), cause)
        : restoring(cause);
  }

  private LedgerNotHereException restoring(@Nullable Exception cause) {
    return new LedgerNotHereException(
        new Restoring(streams.state().name(), rowsToRestore.getAsLong()), cause);
  }

  private boolean idle() {
    return streams.metadataForLocalThreads().stream()
        .allMatch(thread -> thread.activeTasks().isEmpty());
  }

  /** The other scheduler that owns the batch; null: none is known. */
  private @Nullable HostInfo owner(String batchId) {
    if (!queryable()) {
      return null;
    }
    KeyQueryMetadata found = streams.queryMetadataForKey(store, batchId, new StringSerializer());
    if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      return null;
    }
    HostInfo owner = found.activeHost();
    return owner.equals(self) || nameless(owner) ? null : owner;
  }
}
