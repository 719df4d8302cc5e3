package dev.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.doctor.Finding.Level;
import dev.sluice.client.LiveWorker;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the checks make of what they see, and what becomes of one that sees nothing. */
class ExaminationTest {

  private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

  /** A check of the test's own. */
  private record Scripted(String name, Needs needs, Looking looking) implements Check {

    private interface Looking {
      List<Finding> look() throws Exception;
    }

    @Override
    public List<Finding> look(Site site) throws Exception {
      return looking.look();
    }
  }

  @Test
  void aCheckThatThrowsOrHangsIsAFindingAndTheOthersGoOn() {
    var never = new CountDownLatch(1);
    List<Finding> told = new ArrayList<>();

    List<Finding> found =
        examine(
            told,
            new Scripted(
                "forbidden",
                Check.Needs.NOTHING,
                () -> {
                  throw new ExecutionException(new TopicAuthorizationException("no"));
                }),
            new Scripted(
                "hangs",
                Check.Needs.NOTHING,
                () -> {
                  never.await();
                  return List.of();
                }),
            new Scripted("fine", Check.Needs.NOTHING, () -> List.of(Finding.ok("fine", "well"))));

    assertThat(found).isEqualTo(told);
    assertThat(found).extracting(Finding::level).containsExactly(Level.FAIL, Level.FAIL, Level.OK);
    assertThat(found.get(0).text())
        .contains("TopicAuthorizationException")
        .doesNotContain("Execution");
    assertThat(found.get(1).text()).isEqualTo("no answer in 150 ms");
  }

  @Test
  void withoutABrokerOnlyWhatNeedsNoneIsLookedAt() {
    List<Finding> found =
        examine(
            new ArrayList<>(),
            new Scripted(
                "broker",
                Check.Needs.NOTHING,
                () -> List.of(Finding.unreachable("broker", "gone", "start it"))),
            new Scripted("topics", Check.Needs.BROKER, () -> List.of(Finding.ok("topics", "?"))),
            new Scripted("lag", Check.Needs.TOPICS, () -> List.of(Finding.ok("lag", "?"))),
            new Scripted("java", Check.Needs.NOTHING, () -> List.of(Finding.ok("java", "21"))));

    assertThat(found)
        .extracting(Finding::level)
        .containsExactly(Level.UNREACHABLE, Level.SKIPPED, Level.SKIPPED, Level.OK);
  }

  @Test
  void whatIsNotWellHasARemedy() {
    assertThatThrownBy(() -> new Finding("x", Level.WARN, "odd", null))
        .hasMessageContaining("needs a remedy");
  }

  @Test
  void clocksMayDifferByWhatTheMeasuringTookAndALittle() {
    var check = new ClockCheck(InstantSource.fixed(NOW));

    assertThat(check.judged(1_000, 1_005, 1_010).level()).isEqualTo(Level.OK);
    assertThat(check.judged(1_000, 2_900, 1_010).level()).isEqualTo(Level.OK);
    assertThat(check.judged(10_000, 5_000, 10_010).text())
        .isEqualTo("the broker's clock is 5.00 s behind this machine's (measured to 10.0 ms)");
    assertThat(check.judged(10_000, 70_010, 10_010).text())
        .startsWith("the broker's clock is 60.0 s ahead of this machine's");
  }

  @Test
  void aPoolWithoutWorkersAndAWorkerThatLostSlotsAreWarnings() {
    var check = new WorkersCheck();

    assertThat(check.of(Set.of("default"), List.of()))
        .singleElement()
        .extracting(Finding::level)
        .isEqualTo(Level.FAIL);
    List<Finding> found =
        check.of(
            Set.of("default", "gpu"),
            List.of(worker("a", 2, 1, false, null), worker("b", 0, 0, false, "circuit open")));
    assertThat(found)
        .extracting(Finding::text)
        .containsExactly(
            "pool default: 2 workers, 2 of 8 slots taken, 1 idle",
            "pool gpu has no worker; its tasks wait",
            "worker a has lost 1 slot to handlers that were told to stop and did not",
            "worker b takes nothing for now: circuit open");
    assertThat(check.of(Set.of("default"), List.of(worker("a", 1, 0, true, null))))
        .singleElement()
        .extracting(Finding::level)
        .isEqualTo(Level.WARN);
  }

  @Test
  void aLagThatMovesIsNoFault() {
    var check = new LagCheck();
    var before = new LagCheck.Lag(500, 1_000, 6);

    assertThat(check.schedulers(before, new LagCheck.Lag(600, 1_100, 6)).level())
        .isEqualTo(Level.OK);
    assertThat(check.schedulers(before, new LagCheck.Lag(500, 1_000, 6)).level())
        .isEqualTo(Level.WARN);
    assertThat(check.schedulers(before, new LagCheck.Lag(6, 1_000, 6)).level()).isEqualTo(Level.OK);
  }

  @Test
  void anOldJavaFailsAndASmallHeapIsAWarning() {
    assertThat(new JavaCheck(Runtime.Version.parse("17.0.1"), 500, 2).look(site()))
        .extracting(Finding::level)
        .containsExactly(Level.FAIL);
    assertThat(new JavaCheck(Runtime.Version.parse("21.0.1"), 64, 2).look(site()))
        .extracting(Finding::level)
        .containsExactly(Level.WARN);
    assertThat(new JavaCheck(Runtime.Version.parse("25"), 500, 1).look(site()))
        .extracting(Finding::level)
        .containsExactly(Level.OK);
  }

  @Test
  void whyNobodyAnswersIsFoundOutByConnecting() throws IOException {
    assertThat(Connection.tried("localhost")).isEqualTo("is no HOST:PORT");
    assertThat(Connection.tried("nowhere.invalid:9092"))
        .isEqualTo("has a host name that nobody knows");
    assertThat(Connection.tried("127.0.0.1:1")).isEqualTo("refuses connections");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Connection.tried("127.0.0.1:" + server.getLocalPort()))
          .isEqualTo("is open, but does not speak Kafka with us");
    }
  }

  @Test
  void aRefusedLoginIsToldFromABrokerThatIsNotThere() {
    var check = new BrokerCheck();

    Finding login = check.refused("h:1", new SaslAuthenticationException("bad password"));
    assertThat(login.level()).isEqualTo(Level.FAIL);
    assertThat(login.text()).contains("is there and refuses the login: bad password");
    Finding tls = check.refused("h:1", new SslAuthenticationException("no path"));
    assertThat(tls.text()).startsWith("TLS with h:1 fails");
    assertThat(check.refused("h:1", new ClusterAuthorizationException("no")).level())
        .isEqualTo(Level.FAIL);
    assertThat(check.refused("127.0.0.1:1", new TimeoutException("late")).level())
        .isEqualTo(Level.UNREACHABLE);
  }

  @Test
  void poolsAreThoseWithReleaseTopics() {
    assertThat(
            Pools.of(
                new Topics("a."),
                List.of("a.release.gpu.high", "a.release.gpu.low", "b.release.x.low", "a.result")))
        .containsExactly("gpu");
    assertThat(Pools.of(new Topics("a."), List.of())).containsExactly("default");
  }

  private static List<Finding> examine(List<Finding> told, Check... checks) {
    return new Examination(List.of(checks)).examine(site(), told::add);
  }

  private static Site site() {
    Map<String, Object> kafka = Map.of("bootstrap.servers", "127.0.0.1:1");
    try (Admin closed = Admin.create(kafka)) {
      return new Site(
          closed,
          kafka,
          Settings.read(Map.of(), Map.of(), TopicKeys.ALL),
          Duration.ofMillis(50),
          Duration.ofMinutes(1));
    }
  }

  private static LiveWorker worker(
      String id, int busy, int lost, boolean draining, @Nullable String paused) {
    return new LiveWorker(
        id,
        "default",
        "host",
        "",
        "share",
        NOW,
        NOW,
        List.of("noop"),
        4,
        busy,
        lost,
        0,
        0,
        0,
        0,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        draining,
        paused,
        List.of());
  }
}
