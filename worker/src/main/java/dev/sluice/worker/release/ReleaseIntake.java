package dev.sluice.worker.release;

import static java.util.stream.Collectors.partitioningBy;

import dev.sluice.records.Priority;
import dev.sluice.worker.execution.RunTimes;
import dev.sluice.worker.execution.Slots;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.ReleaseTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of the one thread that owns the transport: send back what was settled, keep alive what
 * is held, take what there is room for. Handlers run elsewhere.
 */
public final class ReleaseIntake implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseIntake.class);
  private static final Duration LONG = Duration.ofMillis(100);
  private static final Duration MOMENT = Duration.ofMillis(25);
  private static final long FULL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long TROUBLE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int CHECKS_PER_LOCK = 16;
  private static final int QUIET_TURNS = 2;

  private final ReleaseTransport transport;
  private final Appetite appetite;
  private final TakeOrder order;
  private final Overtaking overtaking;
  private final Reception reception;
  private final LongSupplier nanos;
  private final Holdings held = new Holdings();
  private final Queue<Settlement> settled = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final Doorbell doorbell = new Doorbell();
  private final CompletableFuture<Void> rested = new CompletableFuture<>();
  private volatile Turn turn;
  private volatile boolean taking = true;
  private volatile boolean open = true;
  private long renewedAt;
  private int quietTurns;

  private record Settlement(Holding holding, boolean completed) {}

  /** When the loop last began anew, by the monotonic clock, and what it held then. */
  public record Turn(long nanos, int held, long heldBytes) {}

  private ReleaseIntake(
      ReleaseTransport transport,
      Appetite appetite,
      TakeOrder order,
      Reception reception,
      LiveExecutions live,
      Leasing leasing,
      LongSupplier nanos) {
    this.transport = transport;
    this.appetite = appetite;
    this.order = order;
    this.reception = reception;
    this.nanos = nanos;
    this.renewedAt = nanos.getAsLong();
    this.overtaking = new Overtaking(renewedAt);
    this.turn = new Turn(renewedAt, 0, 0);
    leasing.through(this::ifHeld);
    transport.tell(new Handover(live, leasing, held, this::sendSettled, this::completeNow));
  }

  /**
   * An intake that takes what there are slots for.
   *
   * @param runTimes how long tasks take, which says how many may wait here
   * @param pressed whether the process is short of something, and takes no more for now
   * @param floor which part of the starts each priority gets at least
   * @param leasing leases what runs when its deliveries have to leave
   */
  public static ReleaseIntake over(
      ReleaseTransport transport,
      Slots slots,
      RunTimes runTimes,
      IntakeLimits limits,
      BooleanSupplier pressed,
      PriorityFloor floor,
      Reception reception,
      LiveExecutions live,
      Leasing leasing,
      LongSupplier nanos) {
    return new ReleaseIntake(
        transport,
        new Appetite(slots, runTimes, limits, pressed),
        new TakeOrder(floor),
        reception,
        live,
        leasing,
        nanos);
  }

  /** Something may have changed that lets the loop go on. Any thread. */
  public void ring() {
    doorbell.ring();
  }

  /** The delivery's work is done and reported. Any thread. */
  void complete(Holding holding) {
    settle(new Settlement(holding, true));
  }

  /** The delivery's work is not done, and nothing was reported. Any thread. */
  void giveBack(Holding holding) {
    settle(new Settlement(holding, false));
  }

  private void settle(Settlement settlement) {
    settled.add(settlement);
    doorbell.ring();
  }

  /**
   * Asks for nothing more; goes on with what is held, and hands back what is still under way. Any
   * thread.
   *
   * @return completes when nothing is under way any more
   */
  public CompletableFuture<Void> stopTaking() {
    taking = false;
    doorbell.ring();
    return rested.copy();
  }

  /** The loop's last turn. Any thread. */
  public Turn lastTurn() {
    return turn;
  }

  /** Whether what arrives is to be started. Any thread. */
  public boolean taking() {
    return taking;
  }

  /** Ends the loop once what was settled so far is sent. Any thread. */
  public void stop() {
    taking = false;
    open = false;
    doorbell.ring();
  }

  @Override
  public void run() {
    try {
      while (open) {
        turn();
      }
      sendSettled();
    } finally {
      rested.complete(null);
      transport.close();
    }
  }

  private void turn() {
    turn = new Turn(nanos.getAsLong(), held.size(), held.bytes());
    try {
      sendSettled();
      keepAlive();
      runErrands();
      if (taking) {
        take();
      } else {
        rest();
      }
    } catch (InterruptException e) {
      throw e;
    } catch (RetriableException | AuthorizationException e) {
      LOG.warn("No releases can be taken now, trying again: {}", e.toString());
      doorbell.await(TROUBLE_WAIT_NANOS);
    }
  }

  private void take() {
    List<Delivery> late = transport.late();
    if (!late.isEmpty()) {
      receiveLate(late);
    }
    Optional<TakeOrder.Ask> next =
        order.next(appetite.now(held), appetite.brief(), nanos.getAsLong());
    if (next.isPresent()) {
      overtaking.asked(nanos.getAsLong());
      TakeOrder.Ask ask = next.get();
      List<Delivery> came = answer(ask);
      Map<Boolean, List<Delivery>> asked =
          came.stream().collect(partitioningBy(each -> ask.of().contains(TopicPriority.of(each))));
      order.took(ask, TopicPriority.counts(came), nanos.getAsLong());
      asked.get(true).forEach(each -> receive(each, ask.forFloor()));
      receiveLate(asked.get(false));
    } else {
      if (overtaking.due(nanos.getAsLong())) {
        overtaking.asked(nanos.getAsLong());
        overtaking.next(appetite.passing(held)).ifPresent(ask -> receiveLate(answer(ask)));
      }
      transport.flush();
      doorbell.await(FULL_WAIT_NANOS);
    }
  }

  private void receiveLate(List<Delivery> late) {
    Set<Priority> forFloor = order.late(TopicPriority.counts(late));
    late.forEach(each -> receive(each, forFloor.contains(TopicPriority.of(each))));
  }

  private List<Delivery> answer(TakeOrder.Ask ask) {
    return switch (ask.patience()) {
      case NOT -> transport.ask(ask.of().iterator().next(), ask.most());
      case ANSWER -> transport.take(ask.of(), ask.most(), Duration.ZERO);
      case MOMENT -> transport.take(ask.of(), ask.most(), MOMENT);
      case LONG -> transport.take(ask.of(), ask.most(), LONG);
    };
  }

  private void rest() {
    transport.rest().forEach(each -> receive(each, false));
    quietTurns = transport.underWay() ? 0 : quietTurns + 1;
    if (quietTurns >= QUIET_TURNS) {
      rested.complete(null);
    }
    doorbell.await(rested.isDone() ? FULL_WAIT_NANOS : REST_WAIT_NANOS);
  }

  private void receive(Delivery delivery, boolean floor) {
    held.add(delivery, nanos.getAsLong())
        .ifPresentOrElse(
            holding -> reception.receive(new Arrival(delivery, holding, floor, this)),
            () -> LOG.info("{} came again while it was held: its lock had run out", delivery.id()));
  }

  private void sendSettled() {
    for (Settlement each = settled.poll(); each != null; each = settled.poll()) {
      if (!held.remove(each.holding())) {
        continue; // it left meanwhile, and what may have come of the record since is not meant
      }
      if (each.completed()) {
        transport.complete(each.holding().delivery());
      } else {
        transport.giveBack(each.holding().delivery());
      }
    }
  }

  /**
   * Runs something on the intake's thread, if a delivery is held then: a worker that was stopped
   * for long finds out there that it is not.
   */
  void ifHeld(Holding holding, Runnable errand) {
    errands.add(() -> {
      if (held.contains(holding)) {
        errand.run();
      }
    });
    doorbell.ring();
  }

  private void runErrands() {
    for (Runnable each = errands.poll(); each != null; each = errands.poll()) {
      each.run();
    }
  }

  /** On the intake's thread, where there is no time for {@link #complete}. */
  private void completeNow(Holding holding) {
    sendSettled();
    if (held.remove(holding)) {
      transport.complete(holding.delivery());
    }
  }

  private void keepAlive() {
    long now = nanos.getAsLong();
    long lock = transport.lock().toNanos();
    if (now - renewedAt >= lock / CHECKS_PER_LOCK) {
      renewedAt = now;
      transport.keepAlive(held.renewOlderThan(lock / 2 - lock / CHECKS_PER_LOCK, now));
    }
  }
}
