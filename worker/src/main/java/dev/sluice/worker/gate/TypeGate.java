package dev.sluice.worker.gate;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the attempts of one type begin, or not now. Guarded by its owner's lock, but for what a
 * {@link Pass} tells.
 */
public final class TypeGate {

  /** A task whose turn is not likely to come sooner is better off outside of the worker. */
  public static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int MOST_HELD = 256;
  private static final long WHILE_SICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int WEIGHT = 8;

  private final String type;
  private final int most;
  private final @Nullable AdaptiveLimit adaptive;
  private final @Nullable Rate rate;
  private final @Nullable Breaker breaker;
  private volatile long meanNanos;
  private int inside;

  /**
   * @param most fixed number at a time; {@link Integer#MAX_VALUE} where there is none
   * @param adaptive null where a fixed number holds or none
   */
  TypeGate(
      String type,
      int most,
      @Nullable AdaptiveLimit adaptive,
      @Nullable Rate rate,
      @Nullable Breaker breaker) {
    this.type = type;
    this.most = most;
    this.adaptive = adaptive;
    this.rate = rate;
    this.breaker = breaker;
  }

  public String type() {
    return type;
  }

  /** A pass for one attempt that begins now; null: not now. */
  public @Nullable Pass enter() {
    if (inside >= limit() || (breaker != null && !breaker.lets())) {
      return null;
    }
    int epoch = breaker == null ? 0 : breaker.epoch();
    if (rate != null && !rate.lets()) {
      if (breaker != null) {
        breaker.unused(epoch);
      }
      return null;
    }
    inside++;
    return new Pass(this, epoch, inside);
  }

  void left() {
    inside--;
  }

  void judged(Verdict verdict, long took, int epoch, int before) {
    if (took > 0) {
      long mean = meanNanos;
      meanNanos = Math.max(1, mean == 0 ? took : mean + (took - mean) / WEIGHT);
    }
    if (breaker != null) {
      tell(breaker, verdict, took, epoch);
    }
    if (adaptive != null && took > 0) {
      adaptive.add(took, before, verdict == Verdict.OVERLOADED);
    }
  }

  private void tell(Breaker told, Verdict verdict, long took, int epoch) {
    switch (verdict) {
      case SUCCEEDED -> told.judged(false, took, epoch);
      case FAILED, OVERLOADED -> told.judged(true, took, epoch);
      case SAYS_NOTHING -> told.unused(epoch);
    }
    if (adaptive != null && told.state() == BreakerState.OPEN) {
      adaptive.collapsed();
    }
  }

  /** Attempts at a time; {@link Integer#MAX_VALUE}: any number. */
  public int limit() {
    return adaptive == null ? most : adaptive.now();
  }

  /** How many could begin now, at most. */
  public int room() {
    return opensIn() > 0 ? 0 : Math.max(0, limit() - inside);
  }

  /** Nanoseconds until any may begin; 0: perhaps now, or when one has ended. */
  public long opensIn() {
    return Math.max(rate == null ? 0 : rate.opensIn(), breaker == null ? 0 : breaker.opensIn());
  }

  /**
   * Whether those that wait here are beyond what somebody set, so that others may be taken instead.
   * Those that wait for a limit that is found out wait as for a slot.
   */
  public boolean turnsAway() {
    return adaptive == null || opensIn() > 0;
  }

  /** How many may wait here: those that are likely to begin within {@link #HOLD_NANOS}. */
  public int held() {
    if (opensIn() > HOLD_NANOS) {
      return 0;
    }
    long interval = interval();
    long likely = interval == 0 ? Math.min(limit(), MOST_HELD) : HOLD_NANOS / interval;
    return (int) Math.clamp(likely, 1, MOST_HELD);
  }

  /** Nanoseconds between two that begin, where many wait; 0: not known, or not worth a word. */
  public long interval() {
    long byRate = rate == null ? 0 : rate.interval();
    int now = limit();
    long byNumber = now == Integer.MAX_VALUE ? 0 : meanNanos / now;
    boolean healthy = breaker == null || breaker.state() == BreakerState.CLOSED;
    return Math.max(Math.max(byRate, byNumber), healthy ? 0 : WHILE_SICK_NANOS);
  }

  /** How it stands, with so many that wait. */
  public TypeLoad load(int waiting) {
    boolean forRate = rate != null && rate.opensIn() > 0;
    BreakerState state = breaker == null ? BreakerState.CLOSED : breaker.state();
    return new TypeLoad(type, inside, limit(), waiting, forRate, state);
  }
}
