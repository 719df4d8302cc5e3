package dev.sluice.schemas.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A schema registry in memory on 127.0.0.1, with what serializers ask of one. */
public final class TestRegistry implements AutoCloseable {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final List<String> schemas = new CopyOnWriteArrayList<>();
  private final Map<String, Set<Integer>> subjects = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  public TestRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What to set as schema.registry.url. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests so far: "POST /subjects/x-value/versions", with the Authorization header. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** From now on every answer has this status; 200: answers as a registry does. */
  public void answer(int newStatus) {
    status = newStatus;
  }

  /** Registers a schema, as an administrator would. */
  public int register(String subject, String schema) {
    synchronized (schemas) {
      if (!schemas.contains(schema)) {
        schemas.add(schema);
      }
      int id = schemas.indexOf(schema) + 1;
      subjects.computeIfAbsent(subject, absent -> ConcurrentHashMap.newKeySet()).add(id);
      return id;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    requests.add(
        exchange.getRequestMethod()
            + " "
            + path
            + (authorization == null ? "" : " " + authorization));
    if (status != 200) {
      reply(exchange, status, "{\"error_code\":" + status + "}");
    } else if (path.startsWith("/schemas/ids/")) {
      int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
      boolean known = id > 0 && id <= schemas.size();
      String schema = known ? schemas.get(id - 1) : "";
      reply(
          exchange,
          known ? 200 : 404,
          json.createObjectNode().put(known ? "schema" : "message", schema).toString());
    } else {
      JsonNode body = json.readTree(exchange.getRequestBody());
      String schema = body.path("schema").asText();
      String subject = path.split("/", -1)[2];
      if (path.endsWith("/versions")) {
        reply(exchange, 200, "{\"id\":" + register(subject, schema) + "}");
      } else {
        int id = schemas.indexOf(schema) + 1;
        boolean known = subjects.getOrDefault(subject, Set.of()).contains(id);
        reply(exchange, known ? 200 : 404, "{\"id\":" + id + ",\"error_code\":40403}");
      }
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
