package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.http.security.Role;
import dev.sluice.http.security.Token;
import dev.sluice.http.security.TokenFile;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import io.javalin.http.HandlerType;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S01 to S04 for every route that there is: the table itself is gone through, so that none can be
 * forgotten.
 */
@Timeout(60)
class RouteTableTest {

  private static final String ACTIONS = "/api/v1/actions/";

  @TempDir Path directory;

  private static HttpConfig config(String host, Optional<Path> tokens, boolean readOnly) {
    return new HttpConfig(
        host, 0, tokens, readOnly, false, Set.of(), Set.of(), Optional.empty(), 10_000, 2);
  }

  private static List<Route> routes() {
    return Routes.of(config("127.0.0.1", Optional.empty(), false), Optional::empty);
  }

  private Path tokens() throws Exception {
    Path file = directory.resolve("tokens");
    for (Role role : Role.values()) {
      TokenFile.add(file, Token.of(role, role.word(), role.word()));
    }
    return file;
  }

  private static void with(HttpConfig config, Consumer<Ask> asking) {
    try (HttpApi api = HttpApi.open(config)) {
      asking.accept(new Ask(api.url()));
    }
  }

  private static String path(Route route) {
    return route.path().replace("{letterId}", "0-0").replaceAll("\\{\\w+}", "x");
  }

  /** What a stream says before it begins is all that is looked at: no backend is there. */
  private static HttpResponse<String> send(Ask ask, Route route, String... headers) {
    return ask.send(route.method().name(), path(route), "{}", headers);
  }

  private static String code(HttpResponse<String> response) {
    return Ask.json(response).path("code").asText();
  }

  @Test
  void everyRouteThatChangesIsReadOnlyWhereTheApiIs() {
    with(
        config("127.0.0.1", Optional.empty(), true),
        ask -> {
          for (Route route : routes()) {
            HttpResponse<String> response = send(ask, route);
            boolean looks = route.kind() != Route.Kind.CHANGE;
            assertThat(code(response).equals("READ_ONLY"))
                .as("%s %s: %s", route.method(), route.path(), response.body())
                .isNotEqualTo(looks);
          }
        });
  }

  /** A route that changes something and says that it looks would be open to all readers. */
  @Test
  void whatOnlyLooksIsAskedForWithGetOrIsAQuestionOfTheActions() {
    Set<String> questions = Set.of(ACTIONS + "status", ACTIONS + "results", ACTIONS + "export");
    for (Route route : routes()) {
      assertThat(
              route.kind() == Route.Kind.CHANGE
                  || route.method().equals(HandlerType.GET)
                  || questions.contains(route.path()))
          .as("%s %s", route.method(), route.path())
          .isTrue();
      assertThat(route.kind() == Route.Kind.CHANGE && route.role() == Role.READER)
          .as("%s %s", route.method(), route.path())
          .isFalse();
    }
  }

  @Test
  void everyRouteThatIsNotOpenWantsATokenOfItsRole() throws Exception {
    with(
        config("127.0.0.1", Optional.of(tokens()), false),
        ask -> {
          for (Route route : routes()) {
            boolean open = route.kind() == Route.Kind.OPEN;
            String what = route.method() + " " + route.path();
            assertThat(code(send(ask, route)).equals("UNAUTHENTICATED"))
                .as(what)
                .isNotEqualTo(open);
            for (String wrong :
                List.of("Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "admin")) {
              assertThat(send(ask, route, "Authorization", wrong).statusCode() == 401)
                  .as("%s with '%s'", what, wrong)
                  .isNotEqualTo(open);
            }
            for (Role role : Role.values()) {
              String code = code(send(ask, route, "Authorization", "Bearer " + role.word()));
              assertThat(code.equals("FORBIDDEN"))
                  .as("%s as %s: %s", what, role, code)
                  .isEqualTo(!open && !role.allows(route.role()));
              assertThat(code).as(what).isNotEqualTo("UNAUTHENTICATED");
            }
          }
        });
  }

  @Test
  void aTokenInTheUrlIsNone() throws Exception {
    with(
        config("127.0.0.1", Optional.of(tokens()), false),
        ask ->
            assertThat(code(ask.get("/api/v1/batches?access_token=admin")))
                .isEqualTo("UNAUTHENTICATED"));
  }

  @Test
  void everyRouteThatChangesOrStreamsKeepsPagesOfOtherSitesOut() {
    with(
        config("127.0.0.1", Optional.empty(), false),
        ask -> {
          for (Route route : routes()) {
            boolean guarded =
                route.kind() == Route.Kind.CHANGE || route.kind() == Route.Kind.STREAM;
            String what = route.method() + " " + route.path();
            for (String[] foreign :
                List.of(
                    new String[] {"Origin", "https://evil.example.com"},
                    new String[] {"Origin", "null"},
                    new String[] {"Sec-Fetch-Site", "cross-site"})) {
              assertThat(code(send(ask, route, foreign)).equals("ORIGIN_NOT_ALLOWED"))
                  .as(what)
                  .isEqualTo(guarded);
            }
          }
        });
  }

  @Test
  void everyBodyHasToBeJson() {
    with(
        config("127.0.0.1", Optional.empty(), false),
        ask -> {
          for (Route route : routes()) {
            if (route.method().equals(HandlerType.POST)) {
              for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
                assertThat(code(ask.postAs(type, path(route), "{}")))
                    .as(route.path())
                    .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
              }
            }
          }
        });
  }

  /** S01. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "0", "192.0.2.1", "10.0.0.1", "::ffff:10.0.0.1", "169.254.0.1"})
  void anAddressThatOthersReachDoesNotOpenWithoutTokens(String host) {
    assertThatThrownBy(() -> settings(Map.of("sluice.http.host", host)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice token");
    assertThatThrownBy(() -> HttpApi.open(config(host, Optional.empty(), false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.http.token-file");
    assertThatThrownBy(
            () -> settings(Map.of("sluice.http.host", host, "sluice.http.read-only", "true")))
        .isInstanceOf(ConfigurationException.class);
  }

  private static Optional<HttpConfig> settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("sluice.http.port", "0");
    return HttpConfig.from(Settings.read(all, Map.of(), HttpKeys.all()));
  }

  @Test
  void aNameThatIsNoneDoesNotOpen() {
    assertThatThrownBy(() -> settings(Map.of("sluice.http.host", "no-such-host.invalid")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("127.0.0.1");
    assertThat(settings(Map.of("sluice.http.host", "localhost"))).isPresent();
    assertThat(settings(Map.of("sluice.http.host", "::1"))).isPresent();
  }

  @Test
  void everyAddressIsAdvertisedUnderTheNameOfTheMachineWhichIsLetIn() {
    HttpConfig everywhere = config("0.0.0.0", Optional.of(directory), false);

    String advertised = everywhere.advertisedAt(8470);

    assertThat(advertised).doesNotStartWith("0.0.0.0").endsWith(":8470");
    assertThat(everywhere.ownHosts()).contains(advertised.replaceFirst(":8470$", ""));
    assertThat(config("::1", Optional.empty(), false).advertisedAt(1)).isEqualTo("[::1]:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a:1", "a", "a:b", "a:1/x", "a@b:1", ":1", "::1:8470", "a:123456", "a b:1"})
  void anAdvertisedAddressIsHostAndPort(String advertised) {
    assertThatThrownBy(() -> settings(Map.of("sluice.http.advertised", advertised)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.http.advertised");
    assertThat(settings(Map.of("sluice.http.advertised", "[::1]:8470"))).isPresent();
  }

  /** S02. */
  @Test
  void aTokenFileIsForItsOwner() throws Exception {
    Path file = tokens();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file))
        .doesNotContain(" admin admin")
        .containsPattern("[0-9a-f]{64}");
    for (String loose : List.of("rw-rw----", "rw----rw-", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(loose));
      assertThatThrownBy(() -> HttpApi.open(config("127.0.0.1", Optional.of(file), false)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("chmod 600");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    with(
        config("127.0.0.1", Optional.of(file), false),
        ask -> assertThat(ask.get("/livez").statusCode()).isEqualTo(200));
  }

  @Test
  void whatStandsInTheFileOpensNothing() throws Exception {
    Path file = tokens();
    String hash = Files.readAllLines(file).getFirst().split(" ", -1)[2];
    with(
        config("127.0.0.1", Optional.of(file), false),
        ask ->
            assertThat(code(ask.get("/api/v1/batches", "Authorization", "Bearer " + hash)))
                .isEqualTo("UNAUTHENTICATED"));
  }
}
