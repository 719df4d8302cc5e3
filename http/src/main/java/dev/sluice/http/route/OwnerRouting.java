package dev.sluice.http.route;

import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.scheduler.view.LedgerNotHereException;
import dev.sluice.scheduler.view.LedgerNotHereException.Elsewhere;
import dev.sluice.scheduler.view.Peer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers here what can be answered here, and passes on what another scheduler's rows are needed
 * for. Who asked has been let in here already, and is asked for the same token there.
 */
public final class OwnerRouting {

  private static final Logger log = LoggerFactory.getLogger(OwnerRouting.class);

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
  private static final int CHUNK = 16 * 1024;

  /** Headers that are about one connection, or that this server sets itself. */
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "date",
          "server");

  private final PeerClient peers;

  public OwnerRouting(PeerClient peers) {
    this.peers = peers;
  }

  /** Answers a request, here or at the owner of its batch. */
  public void answer(Context request, Handler here) throws Exception {
    try {
      here.handle(request);
    } catch (LedgerNotHereException e) {
      if (!(e.whereabouts() instanceof Elsewhere(Peer owner))
          || Hop.isLast(request)
          || !METHODS.contains(request.req().getMethod())
          || request.res().isCommitted()) {
        throw e;
      }
      peers.ask(request, owner, answer -> pass(request.res(), answer, owner));
    }
  }

  private static void pass(HttpServletResponse response, Answer answer, Peer owner)
      throws IOException {
    if (answer.status() == ProblemCode.OTHER_OWNER.status()) {
      throw Problems.soon(
              ProblemCode.OWNER_UNKNOWN, "the batch moves to another scheduler; ask again")
          .exception();
    }
    byte[] chunk = new byte[CHUNK];
    int read = first(answer, owner, chunk);
    response.setStatus(answer.status());
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
            response.setHeader(name, values.getFirst());
          }
        });
    try {
      while (read >= 0) {
        response.getOutputStream().write(chunk, 0, read);
        read = next(response, answer, owner, chunk);
      }
    } catch (IOException e) {
      log.debug("Who asked has gone", e);
    }
  }

  /** Before anything was said, so that there can still be a problem in its place. */
  private static int first(Answer answer, Peer owner, byte[] chunk) {
    try {
      return answer.read(chunk);
    } catch (IOException e) {
      throw PeerClient.silent(owner, e);
    }
  }

  /** What was begun can't be taken back: it is broken off, so that nobody takes a part for all. */
  private static int next(HttpServletResponse response, Answer answer, Peer owner, byte[] chunk)
      throws IOException {
    try {
      return answer.read(chunk);
    } catch (IOException e) {
      log.warn("The answer of {} broke off: {}", owner.authority(), e.toString());
      response.sendError(-1); // Jetty closes the connection
      return -1;
    }
  }
}
