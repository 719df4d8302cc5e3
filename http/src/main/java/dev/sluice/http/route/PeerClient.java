package dev.sluice.http.route;

import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.ProblemException;
import dev.sluice.http.problem.Problems;
import dev.sluice.scheduler.view.Peer;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other schedulers. Waits for each of them a bounded time, holds a bounded number of answers,
 * follows no redirect and uses no proxy.
 */
public final class PeerClient implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PeerClient.class);

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int MOST_AT_A_TIME = 256;

  /**
   * How long is waited.
   *
   * @param answer for the beginning of an answer, and then for each next byte of it
   * @param part the same for a part of a list, which is there at once or not at all
   */
  record Patience(Duration answer, Duration part) {

    static final Patience USUAL = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(5));
  }

  private final Patience patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .executor(
              Executors.newThreadPerTaskExecutor(
                  Thread.ofVirtual().name("sluice-http-peer-", 0).factory()))
          .build();
  private final Semaphore free = new Semaphore(MOST_AT_A_TIME);

  public PeerClient() {
    this(Patience.USUAL);
  }

  PeerClient(Patience patience) {
    this.patience = patience;
  }

  /** What is done with answers while they come in. */
  interface Use<A> {

    void with(A answers) throws IOException;
  }

  /** Puts a request to the owner of its batch. */
  void ask(Context request, Peer owner, Use<Answer> use) throws IOException {
    HttpRequest question = Question.same(request, owner, patience.answer());
    take();
    try (Answer answer = new Answer(answered(question, owner), patience.answer())) {
      use.with(answer);
    } finally {
      free.release();
    }
  }

  /** Puts a request for a list to all of them at once. */
  void askAll(Context request, Collection<Peer> peers, Use<Map<Peer, Answer>> use)
      throws IOException {
    Map<Peer, CompletableFuture<HttpResponse<InputStream>>> asked = new LinkedHashMap<>();
    take();
    try {
      for (Peer peer : peers) {
        HttpRequest question = Question.part(request, peer, patience.part());
        asked.put(peer, http.sendAsync(question, BodyHandlers.ofInputStream()));
      }
      Map<Peer, Answer> answers = new LinkedHashMap<>();
      for (var one : asked.entrySet()) {
        answers.put(one.getKey(), new Answer(come(one.getValue(), one.getKey()), patience.part()));
      }
      use.with(answers);
    } finally {
      asked.values().forEach(PeerClient::drop);
      free.release();
    }
  }

  private void take() {
    if (!free.tryAcquire()) {
      throw Problems.soon(
              ProblemCode.BUSY, "too many requests wait for other schedulers; ask again")
          .exception();
    }
  }

  /**
   * Asks once more where a connection ended that was kept open. So what is passed on may come
   * twice: it reads, or submits a batch that has an id.
   */
  private HttpResponse<InputStream> answered(HttpRequest question, Peer owner) {
    try {
      return http.send(question, BodyHandlers.ofInputStream());
    } catch (ConnectException | HttpTimeoutException e) {
      throw silent(owner, e);
    } catch (IOException e) {
      log.debug("The connection to {} broke off", owner.authority(), e);
      return come(http.sendAsync(question, BodyHandlers.ofInputStream()), owner);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static HttpResponse<InputStream> come(
      CompletableFuture<HttpResponse<InputStream>> asked, Peer peer) {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw silent(peer, e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static void drop(CompletableFuture<HttpResponse<InputStream>> asked) {
    CompletableFuture<?> unused =
        asked.whenComplete((response, failure) -> {
          if (response != null) {
            new Answer(response, Duration.ZERO).close();
          }
        });
    asked.cancel(true);
  }

  /** The other one said nothing, or not all of it. */
  static ProblemException silent(Peer peer, Throwable failure) {
    log.warn("The scheduler at {} does not answer: {}", peer.authority(), failure.toString());
    return Problems.soon(
            ProblemCode.OWNER_UNREACHABLE,
            "the scheduler at "
                + peer.authority()
                + " does not answer; ask again, another one takes over if it is gone; if this lasts"
                + " check its sluice.http.advertised")
        .with("owner", peer.authority())
        .exception();
  }

  private static ProblemException interrupted() {
    Thread.currentThread().interrupt();
    return Problems.soon(ProblemCode.BUSY, "this scheduler stops; ask again").exception();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
