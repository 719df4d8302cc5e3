package dev.sluice.worker.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.worker.handler.NonRetryableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task must not reach, however it writes it. */
@Timeout(30)
class HttpSafetyTest extends HttpFixture {

  private static final List<String> ANY = List.of("*:*");

  @BeforeEach
  void secret() {
    serve("/secret", 200, "text/plain", "secret");
  }

  private void refused(HttpHandler handler, String url, String word) {
    assertThatThrownBy(() -> run(handler, params(url)))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining(word);
    assertThat(requests).doesNotContain("GET /secret ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "localhost",
        "LOCALHOST.",
        "api.test",
        "2130706433",
        "0",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.1.1",
        "100.100.100.200",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "168.63.129.16",
        "224.0.0.1",
        "255.255.255.255"
      })
  void noWayOfWritingAPrivateAddressReachesIt(String host) {
    refused(
        handler(ANY, List.of()),
        "http://" + host + ":" + port + "/secret",
        "sluice.worker.http.allow-private");
  }

  /** Java itself refuses to read these, or asks the system, which says 127.0.0.1. */
  @ParameterizedTest
  @ValueSource(strings = {"127.1", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"})
  void octalAndHexadecimalAddressesReachNothing(String host) {
    assertThatThrownBy(() ->
            run(
                handler(ANY, List.of()),
                params("http://" + host + ":" + port + "/secret").put("timeout", "5s")))
        .isInstanceOf(Exception.class);
    assertThat(requests).isEmpty();
  }

  @Test
  void publicAddressesAreNoSpecialOnes() throws Exception {
    for (String address :
        new String[] {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"}) {
      assertThat(SpecialAddresses.kind(InetAddress.getByName(address))).as(address).isEmpty();
    }
  }

  @Test
  void aHostThatIsNotListedIsNotEvenLookedUp() {
    var handler = handler(List.of("api.example.com", "*.example.org:8443"), List.of());
    for (String url :
        new String[] {
          "http://other.test/",
          "http://api.example.com:8080/",
          "http://api.example.com.evil.test/",
          "https://example.org:8443/",
          "https://evilexample.org:8443/",
          "https://a.example.org/"
        }) {
      refused(handler, url, "sluice.worker.http.allow ");
    }
    assertThat(lookups).isEmpty();
  }

  @Test
  void aPrivateAddressThatIsListedIsReached() throws Exception {
    for (String listed : new String[] {"127.0.0.1", "127.0.0.1:" + port, "api.test:" + port}) {
      assertThat(run(handler(ANY, List.of(listed)), params(url("/secret"))).bytes())
          .asString()
          .isEqualTo("secret");
    }
    requests.clear();
    refused(
        handler(ANY, List.of("127.0.0.1:1", "other.test:" + port)), url("/secret"), "127.0.0.1");
    refused(handler(List.of("x.test"), List.of("127.0.0.1")), url("/secret"), "http.allow ");
  }

  @Test
  void aNameWithoutAPortIsNoPrivateExceptionAndHasToBeReadable() {
    assertThatThrownBy(() -> new HttpAllowance(List.of(), List.of("intranet.local")))
        .hasMessageContaining("intranet.local:8080");
    assertThatThrownBy(() -> new HttpAllowance(List.of(), List.of("*.local:80")))
        .hasMessageContaining("too wide");
    for (String wrong : new String[] {"http://h", "h:x", "h:0", "a*b", "h/p", ""}) {
      assertThatThrownBy(() -> new HttpAllowance(List.of(wrong), List.of()))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void oneRefusedAddressAmongOthersRefusesTheHost() {
    var mixed =
        handler(
            ANY,
            List.of(),
            host ->
                new InetAddress[] {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("::1")});
    refused(mixed, url("/secret"), "loopback");
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsUsed() throws Exception {
    var looked = new AtomicInteger();
    var rebinding =
        handler(
            ANY,
            List.of("127.0.0.1:" + port),
            host -> {
              String address = looked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2";
              return new InetAddress[] {InetAddress.getByName(address)};
            });
    assertThat(run(rebinding, params(url("/secret"))).bytes()).asString().isEqualTo("secret");
    assertThat(looked).as("look-ups of one request").hasValue(1);
    redirect("/again", 302, "http://other.test:" + port + "/secret");
    requests.clear();
    refused(rebinding, url("/again"), "127.0.0.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://169.254.169.254/latest/", "http://[::1]:80/", "http://127.0.0.3/"})
  void aRedirectIsCheckedLikeAnyRequest(String location) {
    redirect("/away", 302, location);
    refused(handler(ANY, List.of("127.0.0.1:" + port)), url("/away"), "allow-private");
    refused(
        handler(List.of("api.test:" + port), List.of("127.0.0.1:" + port)),
        url("/away"),
        "sluice.worker.http.allow ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "gopher://h/", "http://u:p@h/", "ht tp", "//"})
  void aRedirectToWhatIsNoUrlIsRefused(String location) {
    redirect("/odd", 307, location);
    assertThatThrownBy(() -> run(open(), params(url("/odd"))))
        .isInstanceOf(NonRetryableException.class);
  }

  @Test
  void redirectsAreFollowedFiveTimes() throws Exception {
    for (int hop = 1; hop <= 6; hop++) {
      redirect("/hop" + hop, 302, "hop" + (hop - 1));
    }
    serve("/hop0", 200, "text/plain", "there");
    assertThat(text(params(url("/hop5")))).isEqualTo("there");
    assertThatThrownBy(() -> text(params(url("/hop6"))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("more than 5 times");
    assertThatThrownBy(() -> text(params(url("/hop1")).put("followRedirects", false)))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("302");
  }

  @Test
  void credentialsStayWithTheHostThatTheyAreFor() throws Exception {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          answer(
              exchange,
              200,
              headers.getFirst("Authorization")
                  + " "
                  + headers.getFirst("X-Api-Key")
                  + " "
                  + headers.getFirst("Accept"));
          exchange.close();
        });
    other.start();
    try {
      redirect("/to", 302, "http://api.test:" + other.getAddress().getPort() + "/");
      redirect("/same", 302, "/mine");
      serve(
          "/mine",
          exchange ->
              answer(exchange, 200, exchange.getRequestHeaders().getFirst("Authorization")));
      var params = params(url("/to"));
      params
          .putObject("headers")
          .put("Authorization", "Bearer 1")
          .put("X-Api-Key", "2")
          .put("Accept", "text/plain");
      assertThat(text(params)).isEqualTo("null null text/plain");
      assertThat(text(params.put("url", url("/same")))).isEqualTo("Bearer 1");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aPostBecomesAGetWhereRedirectsSaySo() throws Exception {
    serve("/end", 200, "text/plain", "ok");
    redirect("/303", 303, "/end");
    redirect("/307", 307, "/end");
    text(params(url("/303")).put("body", "x"));
    text(params(url("/307")).put("body", "x"));
    assertThat(requests).containsExactly("POST /303 x", "GET /end ", "POST /307 x", "POST /end x");
  }

  @Test
  void aProxyOfTheSystemIsNotUsed() throws Exception {
    System.setProperty("http.proxyHost", "127.0.0.9");
    System.setProperty("http.proxyPort", "9");
    System.setProperty("http.nonProxyHosts", "");
    try {
      assertThat(text(params(url("/secret")))).isEqualTo("secret");
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
  }
}
