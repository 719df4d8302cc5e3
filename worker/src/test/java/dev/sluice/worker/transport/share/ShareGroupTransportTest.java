package dev.sluice.worker.transport.share;

import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.ReleaseTransportContract;
import java.util.Map;
import java.util.stream.Collectors;

/** The contract over a share group. */
class ShareGroupTransportTest extends ReleaseTransportContract {

  private static final int DELIVERIES = 5;

  private record SharingMember(ReleaseTransport transport) implements Member {
    @Override
    public void kill() {
      transport.close(); // the broker counts what was delivered and not accepted
    }
  }

  @Override
  protected Member join(String name) {
    WorkerConfig config = topics.worker(name);
    return new SharingMember(
        new ShareGroups(kafka())
            .join(
                "share." + config.pool(),
                name,
                releaseTopics().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey)),
                config.lock(),
                DELIVERIES));
  }
}
