package dev.sluice.cli.doctor;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.client.LiveWorker;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether each pool has workers that take tasks. */
final class WorkersCheck implements Check {

  @Override
  public String name() {
    return "workers";
  }

  @Override
  public List<Finding> look(Site site) throws Exception {
    Set<String> pools =
        new TreeSet<>(Pools.of(site.topics(), site.await(site.admin().listTopics().names())));
    try (SluiceClient client = Brokers.client(site.settings(), site.patience())) {
      return of(pools, client.workers());
    }
  }

  /** What these workers mean for these pools. */
  List<Finding> of(Set<String> pools, List<LiveWorker> workers) {
    if (workers.isEmpty()) {
      return List.of(
          Finding.fail(
              name(),
              "no worker was heard of in the last 10 s",
              "start one: sluice worker; tasks wait until then"));
    }
    List<Finding> findings = new ArrayList<>();
    Set<String> all = new TreeSet<>(pools);
    workers.forEach(worker -> all.add(worker.pool()));
    for (String pool : all) {
      findings.add(pool(pool, workers.stream().filter(each -> each.pool().equals(pool)).toList()));
    }
    workers.stream().filter(each -> each.lostSlots() > 0).map(this::lost).forEach(findings::add);
    workers.stream().filter(each -> each.paused() != null).map(this::paused).forEach(findings::add);
    return findings;
  }

  private Finding pool(String pool, List<LiveWorker> its) {
    if (its.isEmpty()) {
      return Finding.warn(
          name(),
          "pool " + pool + " has no worker; its tasks wait",
          "start one: sluice worker --pool " + pool);
    }
    int slots = its.stream().mapToInt(LiveWorker::slots).sum();
    int busy = its.stream().mapToInt(LiveWorker::busy).sum();
    long idle = its.stream().filter(each -> each.busy() == 0).count();
    String text =
        "pool %s: %s, %d of %s taken, %d idle"
            .formatted(
                pool, Counted.of(its.size(), "worker"), busy, Counted.of(slots, "slot"), idle);
    return its.stream().allMatch(LiveWorker::draining)
        ? Finding.warn(name(), text + ", all of them draining", "start others before they end")
        : Finding.ok(name(), text);
  }

  private Finding lost(LiveWorker worker) {
    return Finding.warn(
        name(),
        "worker %s has lost %s to handlers that were told to stop and did not"
            .formatted(worker.id(), Counted.of(worker.lostSlots(), "slot")),
        "restart it, and let the handlers obey interrupts");
  }

  private Finding paused(LiveWorker worker) {
    return Finding.warn(
        name(),
        "worker " + worker.id() + " takes nothing for now: " + worker.paused(),
        "see its log and docs/worker.md");
  }
}
