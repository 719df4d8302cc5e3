package dev.sluice.worker.transport;

import java.util.Collection;

/**
 * What a transport tells its owner of deliveries that it can't keep. Called on the owner's thread,
 * from within calls to the transport; the transport's {@link ReleaseTransport#complete} may be
 * called from in here.
 */
public interface Upheaval {

  /**
   * These go to another worker, in order: what is not completed when this returns is delivered to
   * that one. Must return within about a second: no handler is waited for.
   */
  void leaving(Collection<DeliveryId> ids);

  /** These are another worker's by now, and completing them means nothing any more. */
  void lost(Collection<DeliveryId> ids);
}
