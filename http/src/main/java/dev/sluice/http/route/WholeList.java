package dev.sluice.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.http.json.Json;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.ProblemException;
import dev.sluice.http.problem.Problems;
import dev.sluice.http.source.Backend;
import dev.sluice.scheduler.view.LedgerNotHereException;
import dev.sluice.scheduler.view.LedgerQueries;
import dev.sluice.scheduler.view.Peer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One list of the batches of all schedulers: each is asked for the same page of its own, and what
 * comes first in all of them is the page. It is whole or none: every partition is told of by one
 * scheduler, or the answer is 503.
 */
public final class WholeList {

  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private final Supplier<Backend> backend;
  private final Cursors cursors;
  private final PeerClient peers;

  public WholeList(Supplier<Backend> backend, Cursors cursors, PeerClient peers) {
    this.backend = backend;
    this.cursors = cursors;
    this.peers = peers;
  }

  /** Answers with the page of all, or to another scheduler with this one's part. */
  public void answer(Context request, Handler here) throws Exception {
    LedgerQueries ledger = backend.get().ledger();
    Set<Integer> mine = ledger.here();
    here.handle(request);
    if (!mine.equals(ledger.here())) {
      throw incomplete();
    }
    if (Hop.isLast(request)) {
      request.header(Hop.PARTITIONS, Hop.write(mine));
    } else if (mine.size() < ledger.partitions()) {
      peers.askAll(request, ledger.others(), answers -> whole(request, mine, answers));
    }
  }

  private void whole(Context request, Set<Integer> mine, Map<Peer, Answer> answers)
      throws IOException {
    Params params = Params.of(request, request.queryParamMap().keySet().toArray(String[]::new));
    ObjectNode own = Json.object(own(request));
    int all = backend.get().ledger().partitions();
    var coverage = new Coverage(all);
    coverage.add(mine);
    List<ListPart> parts = new ArrayList<>();
    parts.add(ListPart.read(own, cursors, params.list()));
    for (var one : answers.entrySet()) {
      parts.add(part(one.getKey(), one.getValue(), coverage, params.list()));
    }
    if (!coverage.whole()) {
      throw incomplete();
    }
    own.put("partitions", all);
    request.result(
        ListPart.merged(parts, ListOrder.of(params), params.limit())
            .write(own, cursors, params.list()));
  }

  private static byte[] own(Context request) throws IOException {
    try (InputStream result = request.resultInputStream()) {
      return result == null ? new byte[0] : result.readAllBytes();
    }
  }

  /**
   * @param coverage to which the partitions of this part are added
   */
  private ListPart part(Peer peer, Answer answer, Coverage coverage, String list) {
    try {
      byte[] bytes = answer.bytes(MOST_BYTES);
      ObjectNode body = Json.object(bytes);
      if (answer.status() != 200) {
        throw refused(peer, body);
      }
      coverage.add(Hop.read(answer.headers().firstValue(Hop.PARTITIONS).orElse("none")));
      return ListPart.read(body, cursors, list);
    } catch (IOException | NumberFormatException e) {
      throw PeerClient.silent(peer, e);
    }
  }

  private static ProblemException refused(Peer peer, JsonNode said) {
    ProblemCode code =
        Stream.of(ProblemCode.values())
            .filter(one -> one.name().equals(said.path("code").asText()))
            .findFirst()
            .orElse(ProblemCode.OWNER_UNREACHABLE);
    String detail =
        "the scheduler at " + peer.authority() + " says: " + said.path("detail").asText();
    Problem problem = code.status() == 503 ? Problems.soon(code, detail) : Problem.of(code, detail);
    return problem.with("owner", peer.authority()).exception();
  }

  private static ProblemException incomplete() {
    return Problems.soon(ProblemCode.OWNER_UNKNOWN, new LedgerNotHereException.Unknown().text())
        .exception();
  }
}
