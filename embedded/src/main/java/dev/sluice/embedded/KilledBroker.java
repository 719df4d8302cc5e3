package dev.sluice.embedded;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last broker of a directory, killed before it could hand in its session.
 *
 * <p>Kafka lets no new broker in until that session has expired, 9 seconds later, because the old
 * one could still be alive somewhere. Here it cannot, since the directory's lock is ours, so a
 * controller without a broker starts first and is told that the old one is gone.
 */
record KilledBroker(DataDirectory directory) {

  private static final Logger LOG = LoggerFactory.getLogger(KilledBroker.class);
  private static final int SECONDS = 10;

  /** Ends the session; when that fails the start goes on and only takes longer. */
  void unregister() {
    Ports ports = Ports.free(0);
    try {
      KraftNode controller = KraftNode.started(BrokerSettings.ofControllerOnly(directory, ports));
      try {
        unregister(Ports.HOST + ":" + ports.controller());
      } finally {
        controller.shutdown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.info("The session of the killed broker in {} has to expire first: {}", directory, e, e);
    }
  }

  private static void unregister(String controller) throws Exception {
    Map<String, Object> config = Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller);
    try (Admin admin = Admin.create(config)) {
      admin.unregisterBroker(BrokerSettings.NODE_ID).all().get(SECONDS, TimeUnit.SECONDS);
    }
  }
}
