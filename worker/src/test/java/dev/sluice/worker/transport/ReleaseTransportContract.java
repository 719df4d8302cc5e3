package dev.sluice.worker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Priority;
import dev.sluice.worker.ReleaseTopics;
import dev.sluice.worker.Releases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every way to get releases keeps to, on a real broker. */
@ExtendWith(KafkaExtension.class)
@Timeout(60)
public abstract class ReleaseTransportContract {

  protected static final Duration PATIENCE = Duration.ofSeconds(30);
  protected static final Set<Priority> ALL = EnumSet.allOf(Priority.class);
  private static final Duration WAIT = Duration.ofMillis(50);
  private static final int QUIET_TURNS = 30;

  protected ReleaseTopics topics;
  private final List<Member> members = new ArrayList<>();

  /** A member of the pool's group. */
  protected interface Member {
    ReleaseTransport transport();

    /** It is gone, as if its process had been killed. */
    void kill();
  }

  /** Joins. */
  protected abstract Member join(String name);

  @BeforeEach
  void createTopics(KafkaCluster kafka) {
    topics = new ReleaseTopics(kafka.bootstrapServers(), 2);
  }

  @AfterEach
  void end() {
    members.forEach(each -> each.transport().close());
    topics.close();
  }

  protected final Member member(String name) {
    Member member = join(name);
    members.add(member);
    return member;
  }

  protected final void kill(Member member) {
    members.remove(member);
    member.kill();
  }

  protected final Map<String, Object> kafka() {
    return topics.worker("any").kafka();
  }

  protected final Map<String, Priority> releaseTopics() {
    return Arrays.stream(Priority.values())
        .collect(
            Collectors.toMap(
                each -> topics.topics().release(topics.worker("any").pool(), each), each -> each));
  }

  protected final void release(String task) {
    release(task, Priority.NORMAL);
  }

  protected final void release(String task, Priority priority) {
    topics.release(Releases.of(task, "any").setPriority(priority).build());
  }

  protected final void releaseAll(int tasks) {
    IntStream.range(0, tasks).forEach(each -> release("t" + each));
    topics.flush();
  }

  protected static String task(Delivery delivery) {
    return new String(delivery.key(), StandardCharsets.UTF_8).substring("batch/".length());
  }

  /** Takes until there are so many. */
  protected static List<Delivery> take(Member member, int atLeast) {
    return take(member, ALL, atLeast);
  }

  protected static List<Delivery> take(Member member, Set<Priority> of, int atLeast) {
    List<Delivery> taken = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          taken.addAll(member.transport().take(of, Math.max(1, atLeast - taken.size()), WAIT));
          return taken.size() >= atLeast;
        });
    return taken;
  }

  /** Goes on taking for a while and gives what came. */
  protected static List<Delivery> takeForAWhile(Member member) {
    List<Delivery> taken = new ArrayList<>();
    for (int turn = 0; turn < QUIET_TURNS; turn++) {
      taken.addAll(member.transport().take(ALL, 500, WAIT));
    }
    return taken;
  }

  protected static void complete(Member member, List<Delivery> deliveries) {
    deliveries.forEach(each -> member.transport().complete(each.id()));
  }

  @Test
  void everythingIsTakenOnceAndWhatIsCompletedNeverComesAgain() {
    releaseAll(300);
    Member first = member("first");
    List<Delivery> taken = take(first, 300);
    assertThat(taken).hasSize(300).extracting(Delivery::id).doesNotHaveDuplicates();
    assertThat(taken).extracting(Delivery::lost).containsOnly(0);
    assertThat(taken).extracting(ReleaseTransportContract::task).doesNotHaveDuplicates();
    complete(first, taken);
    assertThat(takeForAWhile(first)).isEmpty();
    first.transport().close();
    Member second = member("second");
    release("last");
    assertThat(take(second, 1)).extracting(ReleaseTransportContract::task).containsExactly("last");
  }

  @Test
  void whatIsCompletedOutOfOrderIsDoneAndTheRestComesAgainAfterAKill() {
    Member first = member("first");
    releaseAll(20);
    List<Delivery> taken = take(first, 20);
    List<Delivery> done = taken.stream().filter(each -> each.id().offset() % 3 != 0).toList();
    complete(first, done);
    assertThat(takeForAWhile(first)).isEmpty();
    kill(first);
    Member second = member("second");
    List<Delivery> open = taken.stream().filter(each -> !done.contains(each)).toList();
    List<Delivery> again = take(second, open.size());
    assertThat(again)
        .extracting(Delivery::id)
        .containsExactlyInAnyOrderElementsOf(open.stream().map(Delivery::id).toList());
    assertThat(again).extracting(Delivery::lost).containsOnly(1);
    complete(second, again);
    release("last");
    assertThat(take(second, 1)).extracting(ReleaseTransportContract::task).containsExactly("last");
  }

  @Test
  void whatIsGivenBackComesAgain() {
    release("t");
    Member member = member("first");
    Delivery taken = take(member, 1).get(0);
    member.transport().giveBack(taken.id());
    Delivery again = take(member, 1).get(0);
    assertThat(again.id()).isEqualTo(taken.id());
    assertThat(again.value()).isEqualTo(taken.value());
    complete(member, List.of(again));
    assertThat(takeForAWhile(member)).isEmpty();
  }

  @Test
  void everyKillIsCounted() {
    release("killer");
    for (int lost = 0; lost < 3; lost++) {
      Member next = member("m" + lost);
      Delivery taken = take(next, 1).get(0);
      assertThat(taken.lost()).isEqualTo(lost);
      kill(next);
    }
    Member last = member("last");
    Delivery taken = take(last, 1).get(0);
    assertThat(taken.lost()).isEqualTo(3);
    complete(last, List.of(taken));
    release("next");
    assertThat(take(last, 1)).extracting(Delivery::lost).containsExactly(0);
  }

  @Test
  void membersShareTheWorkAndEachRecordIsOnes() {
    Member first = member("first");
    Member second = member("second");
    List<Delivery> ofFirst = new ArrayList<>();
    List<Delivery> ofSecond = new ArrayList<>();
    int released = 0;
    while (ofFirst.isEmpty() || ofSecond.isEmpty() || released < 200) {
      release("t" + released);
      released++;
      takeInto(first, ofFirst);
      takeInto(second, ofSecond);
    }
    int all = released;
    await()
        .atMost(PATIENCE)
        .until(() -> {
          takeInto(first, ofFirst);
          takeInto(second, ofSecond);
          return ofFirst.size() + ofSecond.size() >= all;
        });
    List<Delivery> together = new ArrayList<>(ofFirst);
    together.addAll(ofSecond);
    assertThat(together)
        .extracting(ReleaseTransportContract::task)
        .doesNotHaveDuplicates()
        .hasSize(all);
  }

  private static void takeInto(Member member, List<Delivery> into) {
    List<Delivery> taken = member.transport().take(ALL, 3, Duration.ofMillis(5));
    complete(member, taken);
    into.addAll(taken);
  }

  @Test
  void aMemberThatClosesGivesBackWhatItHas() {
    release("t");
    Member first = member("first");
    Delivery taken = take(first, 1).get(0);
    first.transport().close();
    assertThat(take(member("second"), 1)).extracting(Delivery::id).containsExactly(taken.id());
  }

  @Test
  void completingTwiceOrWhatWasNeverTakenDoesNothing() {
    release("t");
    Member member = member("first");
    Delivery taken = take(member, 1).get(0);
    complete(member, List.of(taken, taken));
    member.transport().complete(new DeliveryId("nowhere", 7, 3));
    member.transport().giveBack(taken.id());
    assertThat(takeForAWhile(member)).isEmpty();
    release("last");
    assertThat(take(member, 1)).extracting(ReleaseTransportContract::task).containsExactly("last");
  }
}
