package dev.sluice.worker.transport;

import java.util.Collection;

/**
 * What a transport tells its owner of deliveries that it can't keep. Called on the owner's thread,
 * from within calls to the transport; the transport's {@link ReleaseTransport#complete} may be
 * called from in here.
 */
public interface Upheaval {

  /**
   * The transport rests and would leave, so that others get what is not handed out yet, but there
   * are deliveries that are neither completed nor given back. What can be held without its delivery
   * is to be held so from now on. Called again for as long as that is so; does not wait, and stops
   * nothing.
   */
  void letGo();

  /**
   * These go to another worker, in order: what is not completed when this returns is delivered to
   * that one. Must return within a few seconds: no handler is waited for.
   */
  void leaving(Collection<DeliveryId> ids);

  /** These are another worker's by now, and completing them means nothing any more. */
  void lost(Collection<DeliveryId> ids);
}
