package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.ReleaseTransportContract;
import dev.sluice.worker.transport.Upheaval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract over a consumer group, and what only that one promises. */
abstract class ConsumerTransportContract extends ReleaseTransportContract {

  private static final int MAX_LOST = 3;
  private static final int SESSION_MS = 3_000;

  private final GroupProtocol protocol;

  ConsumerTransportContract(GroupProtocol protocol) {
    this.protocol = protocol;
  }

  /** Of the next member. */
  GroupProtocol protocol() {
    return protocol;
  }

  private record ConsumingMember(MortalMember mortal) implements Member {
    @Override
    public ReleaseTransport transport() {
      return mortal.transport();
    }

    @Override
    public void kill() {
      mortal.kill();
    }
  }

  @Override
  protected Member join(String name) {
    Map<String, Object> kafka = new HashMap<>(kafka());
    kafka.put("session.timeout.ms", SESSION_MS);
    String group = "consumer." + topics.worker(name).pool();
    return new ConsumingMember(
        new MortalMember(kafka, protocol(), group, name, releaseTopics(), MAX_LOST));
  }

  @Test
  void theMostUrgentComeFirstAndOnlyWhatIsAskedFor() {
    for (Priority each : List.of(Priority.LOW, Priority.CRITICAL, Priority.NORMAL)) {
      release(each + "1", each);
      release(each + "2", each);
    }
    topics.flush();
    Member member = member("m");
    assertThat(take(member, Set.of(Priority.LOW), 1))
        .extracting(ReleaseTransportContract::task)
        .allMatch(each -> each.startsWith("LOW"));
    await()
        .atMost(PATIENCE)
        .until(() -> {
          member.transport().flush();
          return member.transport().assigned().size() == 10;
        });
    for (int i = 0; i < 20; i++) {
      member.transport().flush();
    }
    assertThat(take(member, 5))
        .extracting(each -> task(each).replaceAll("[0-9]", ""))
        .containsExactly("CRITICAL", "CRITICAL", "NORMAL", "NORMAL", "LOW");
  }

  /** Completes all that it is told, or remembers it. */
  private static final class Recorded implements Upheaval {
    private final List<DeliveryId> leaving = new ArrayList<>();
    private final List<DeliveryId> lost = new ArrayList<>();
    private boolean askedToLetGo;

    @Override
    public void letGo() {
      askedToLetGo = true;
    }

    @Override
    public void leaving(Collection<DeliveryId> ids) {
      leaving.addAll(ids);
    }

    @Override
    public void lost(Collection<DeliveryId> ids) {
      lost.addAll(ids);
    }
  }

  @Test
  void whoIsToldThatDeliveriesLeaveMayCompleteThemAndNothingElseIsLost() {
    Member first = member("first");
    List<DeliveryId> told = new ArrayList<>();
    first
        .transport()
        .tell(
            new Upheaval() {
              @Override
              public void letGo() {}

              @Override
              public void leaving(Collection<DeliveryId> ids) {
                told.addAll(ids);
                ids.stream()
                    .filter(each -> each.offset() % 2 == 0)
                    .forEach(first.transport()::complete);
              }

              @Override
              public void lost(Collection<DeliveryId> ids) {
                throw new AssertionError(ids);
              }
            });
    releaseAll(100);
    List<Delivery> taken = take(first, 100);
    Member second = member("second");
    List<Delivery> again = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          first.transport().flush();
          again.addAll(second.transport().take(ALL, 100, java.time.Duration.ofMillis(20)));
          return !again.isEmpty() && first.transport().assigned().size() == 5;
        });
    again.addAll(takeBoth(first, second));
    assertThat(told).isNotEmpty();
    assertThat(again)
        .extracting(Delivery::id)
        .containsExactlyInAnyOrderElementsOf(
            told.stream().filter(each -> each.offset() % 2 != 0).toList());
    assertThat(again).extracting(Delivery::lost).containsOnly(0);
    complete(first, taken);
    complete(second, again);
    assertThat(takeBoth(first, second)).isEmpty();
  }

  private static List<Delivery> takeBoth(Member first, Member second) {
    List<Delivery> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      first.transport().flush();
      taken.addAll(second.transport().take(ALL, 100, java.time.Duration.ofMillis(20)));
    }
    return taken;
  }

  @Test
  void aMemberThatRestsLeavesOnceNothingIsOpenAndStopsNothingForThat() {
    Member first = member("first");
    var upheaval = new Recorded();
    first.transport().tell(upheaval);
    releaseAll(10);
    List<Delivery> taken = take(first, 1);
    for (int i = 0; i < 20; i++) {
      assertThat(first.transport().rest()).isEmpty();
    }
    assertThat(first.transport().underWay()).isFalse();
    assertThat(first.transport().assigned()).as("it has something open").hasSize(10);
    assertThat(upheaval.askedToLetGo).isTrue();
    complete(first, taken);
    assertThat(first.transport().rest()).isEmpty();
    assertThat(first.transport().assigned()).as("it has left").isEmpty();
    assertThat(first.transport().take(ALL, 1, java.time.Duration.ZERO)).isEmpty();
    assertThat(take(member("second"), 9)).extracting(Delivery::lost).containsOnly(0);
    assertThat(upheaval.leaving).isEmpty();
    assertThat(upheaval.lost).isEmpty();
  }

  @Test
  void aTaskThatKillsItsWorkersTakesNoOtherAlong() {
    releaseAll(40);
    String killer = "t17";
    int killed = 0;
    while (true) {
      Member member = member("m" + killed);
      List<Delivery> served = new ArrayList<>();
      Delivery found = null;
      while (found == null) {
        List<Delivery> batch = take(member, 1);
        assertThat(batch)
            .filteredOn(each -> !task(each).equals(killer))
            .allMatch(e -> e.lost() < 3);
        found = batch.stream().filter(each -> task(each).equals(killer)).findFirst().orElse(null);
        if (found == null) {
          complete(member, batch);
          served.addAll(batch);
        }
      }
      assertThat(found.lost()).isEqualTo(killed);
      runForAWhile(member);
      if (found.lost() >= MAX_LOST) {
        break;
      }
      kill(member);
      killed++;
    }
    assertThat(killed).isEqualTo(MAX_LOST);
  }

  /** So long that the brokers know what it has. */
  private static void runForAWhile(Member member) {
    long from = System.nanoTime();
    while (System.nanoTime() - from < TimeUnit.MILLISECONDS.toNanos(300)) {
      member.transport().flush();
    }
  }

  @Test
  void onlyWhatALostMemberHadCountsAsLost() {
    releaseAll(30);
    Member first = member("first");
    Set<DeliveryId> had = new HashSet<>();
    take(first, 10).forEach(each -> had.add(each.id()));
    runForAWhile(first);
    kill(first);
    releaseAll(30);
    Map<DeliveryId, Integer> lost = new HashMap<>();
    Member second = member("second");
    while (lost.size() < 60) {
      List<Delivery> some = take(second, 1);
      some.forEach(each -> lost.put(each.id(), each.lost()));
      complete(second, some);
    }
    lost.forEach((id, times) -> assertThat(times).as("%s", id).isEqualTo(had.contains(id) ? 1 : 0));
  }

  @Test
  void whatNobodyEverCommittedMayHaveBeenDoneLongAgo() {
    releaseAll(10);
    Member first = member("first");
    assertThat(take(first, 10)).extracting(Delivery::replayed).containsOnly(true);
    releaseAll(10);
    assertThat(take(first, 10)).extracting(Delivery::replayed).containsOnly(false);
    first.transport().close();
    List<Delivery> again = take(member("second"), 20);
    assertThat(again.stream().filter(Delivery::replayed)).as("the next owner knows").hasSize(10);
  }

  @Test
  void aWorkerThatDiesIdleLeavesNoSuspicion() {
    releaseAll(10);
    Member first = member("first");
    complete(first, take(first, 10));
    assertThat(takeForAWhile(first)).isEmpty();
    kill(first);
    releaseAll(10);
    assertThat(take(member("second"), 10)).extracting(Delivery::lost).containsOnly(0);
  }
}
