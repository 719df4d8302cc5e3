package dev.sluice.http;

import dev.sluice.client.SluiceClient;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.problem.ErrorPages;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.http.route.OwnerRouting;
import dev.sluice.http.route.PeerClient;
import dev.sluice.http.route.WholeList;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final PeerClient peers = new PeerClient();
  private final AtomicReference<@Nullable Backend> backend = new AtomicReference<>();
  private final Javalin server;
  private @Nullable LazyClient client;

  private HttpApi(HttpConfig config, JettyBounds bounds, SiteRules sites, Access access) {
    this.config = config;
    List<Route> routes = Routes.of(config, () -> Optional.ofNullable(backend.get()));
    var lists = new WholeList(this::running, new Cursors(() -> running().group()), peers);
    var gate = new Gate(sites, access, new OwnerRouting(peers), lists, config.maxRequestBytes());
    this.server = Javalin.create(javalin -> set(javalin, config, bounds, gate, routes));
  }

  private Backend running() {
    Backend running = backend.get();
    if (running == null) {
      throw Problems.soon(ProblemCode.RESTORING, "the scheduler starts; ask again").exception();
    }
    return running;
  }

  /**
   * Listens.
   *
   * @throws ConfigurationException if the port can't be had or the token file can't be used, or if
   *     other machines would reach it without authentication
   */
  public static HttpApi open(HttpConfig config) {
    return open(config, JettyBounds.USUAL);
  }

  static HttpApi open(HttpConfig config, JettyBounds bounds) {
    config.check();
    TokenFile tokens =
        config.tokenFile().map(file -> TokenFile.at(file, HttpKeys.TOKEN_FILE.name())).orElse(null);
    var api =
        new HttpApi(
            config,
            bounds,
            new SiteRules(config.ownHosts(), config.allowedOrigins()),
            new Access(tokens, config.readOnly()));
    try {
      api.server.start(config.host(), config.port());
    } catch (JavalinBindException e) {
      api.peers.close();
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

  private static void set(
      JavalinConfig javalin, HttpConfig config, JettyBounds bounds, Gate gate, List<Route> routes) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.prefer405over404 = true;
    javalin.http.maxRequestSize = config.maxRequestBytes();
    javalin.http.defaultContentType = "application/json";
    javalin.concurrency.useVirtualThreads = true;
    bounds.set(javalin.jetty, new ErrorPages());
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
            topics.result(),
            scheduler.queries(),
            scheduler.healthPages(),
            connecting,
            new ResultPages(readers, topics.result(), results, scheduler.queries().partitions()),
            new DeadLetterTopic(readers, topics, kafka),
            new ChangeFeed(
                readers,
                topics.result(),
                results,
                topics.summary(),
                codecs.codec(Summary.class),
                scheduler::workers)));
  }

  /** Where it listens. */
  public String url() {
    return "http://" + config.listensAt(server.port());
  }

  /** host:port by which other schedulers name it. */
  public String advertised() {
    return config.advertisedAt(server.port());
  }

  /** Stops listening; what is being answered is cut off. */
  @Override
  public void close() {
    Backend last = backend.get();
    if (last != null) {
      last.close();
    }
    peers.close();
    server.stop();
    if (client != null) {
      client.close();
    }
  }
}
