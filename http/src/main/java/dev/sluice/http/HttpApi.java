package dev.sluice.http;

import dev.sluice.client.SluiceClient;
import dev.sluice.http.problem.ErrorPages;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.Problems;
import dev.sluice.http.security.Access;
import dev.sluice.http.security.SiteRules;
import dev.sluice.http.security.TokenFile;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.ChangeFeed;
import dev.sluice.http.source.DeadLetterTopic;
import dev.sluice.http.source.LazyClient;
import dev.sluice.http.source.Readers;
import dev.sluice.http.source.ResultPages;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.Topics;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API of a scheduler process. Listens from {@link #open} on, so that probes find it and
 * its port is known, and answers from {@link #serve} on.
 */
public final class HttpApi implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpApi.class);

  private final HttpConfig config;
  private final AtomicReference<@Nullable Backend> backend = new AtomicReference<>();
  private final Javalin server;
  private @Nullable LazyClient client;

  private HttpApi(HttpConfig config, Gate gate) {
    this.config = config;
    List<Route> routes = Routes.of(config, () -> Optional.ofNullable(backend.get()));
    this.server = Javalin.create(javalin -> set(javalin, config, gate, routes));
  }

  /**
   * Listens.
   *
   * @throws ConfigurationException if the port can't be had or the token file can't be used
   */
  public static HttpApi open(HttpConfig config) {
    TokenFile tokens =
        config.tokenFile().map(file -> TokenFile.at(file, HttpKeys.TOKEN_FILE.name())).orElse(null);
    Set<String> hosts = new HashSet<>(config.allowedHosts());
    hosts.add(config.host().contains(":") ? "[" + config.host() + "]" : config.host());
    var gate =
        new Gate(
            new SiteRules(hosts, config.allowedOrigins()), new Access(tokens, config.readOnly()));
    var api = new HttpApi(config, gate);
    try {
      api.server.start(config.host(), config.port());
    } catch (JavalinBindException e) {
      throw new ConfigurationException(
          HttpKeys.PORT.name(),
          config.host() + ":" + config.port(),
          "can't be listened at, perhaps another process does; choose another port, or 0 for any"
              + " free one",
          e);
    }
    log.info("The HTTP API is at {}", api.url());
    return api;
  }

  private static void set(JavalinConfig javalin, HttpConfig config, Gate gate, List<Route> routes) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.prefer405over404 = true;
    javalin.http.maxRequestSize = config.maxRequestBytes();
    javalin.http.defaultContentType = "application/json";
    javalin.concurrency.useVirtualThreads = true;
    JettyBounds.set(javalin.jetty, new ErrorPages());
    javalin.routes.before(gate::enter);
    for (Route route : routes) {
      javalin.routes.addHttpHandler(route.method(), route.path(), gate.guard(route));
      if (route.method().equals(HandlerType.GET) && route.kind() != Route.Kind.STREAM) {
        javalin.routes.addHttpHandler(HandlerType.HEAD, route.path(), gate.guard(route));
      }
    }
    // Javalin's own handler of the first kind would win over one for all.
    javalin.routes.exception(HttpResponseException.class, HttpApi::answer);
    javalin.routes.exception(Exception.class, HttpApi::answer);
  }

  private static void answer(Exception failure, Context request) {
    Problem problem = Problems.of(failure);
    problem.headers().forEach(request::header);
    request
        .status(problem.code().status())
        .contentType(Problem.CONTENT_TYPE)
        .result(problem.bytes());
  }

  /**
   * Answers from this scheduler from now on.
   *
   * @param kafka properties of the process
   */
  public void serve(Scheduler scheduler, Map<String, Object> kafka, Topics topics) {
    var connecting = new LazyClient(() -> SluiceClient.connect(kafka, topics));
    var readers = new Readers(kafka);
    var codecs = new RecordCodecs(kafka);
    var results = codecs.codec(Result.class);
    client = connecting;
    backend.set(
        new Backend(
            scheduler.queries(),
            scheduler.healthPages(),
            connecting,
            new ResultPages(readers, topics.result(), results, scheduler.queries().partitions()),
            new DeadLetterTopic(readers, topics, kafka),
            new ChangeFeed(
                readers, topics.result(), results, topics.summary(), codecs.codec(Summary.class))));
  }

  /** Where it listens. */
  public String url() {
    return "http://" + authority();
  }

  /** host:port by which other schedulers name it. */
  public String advertised() {
    return config.advertised().orElseGet(this::authority);
  }

  private String authority() {
    String host = config.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
  }

  /** Stops listening; what is being answered is cut off. */
  @Override
  public void close() {
    Backend last = backend.get();
    if (last != null) {
      last.close();
    }
    server.stop();
    if (client != null) {
      client.close();
    }
  }
}
