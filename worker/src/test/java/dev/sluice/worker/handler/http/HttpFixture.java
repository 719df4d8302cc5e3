package dev.sluice.worker.handler.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.builtin.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server on 127.0.0.1 and names of our own for it. */
abstract class HttpFixture {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  final List<String> lookups = new CopyOnWriteArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<HttpHandler> handlers = new ArrayList<>();
  HttpServer server;
  int port;

  interface Answering {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    port = server.getAddress().getPort();
  }

  @AfterEach
  void stopServer() {
    handlers.forEach(HttpHandler::close);
    server.stop(0);
  }

  void serve(String path, Answering answering) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(body, UTF_8));
          answering.to(exchange);
          exchange.close();
        });
  }

  void serve(String path, int status, String type, String body) {
    serve(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          answer(exchange, status, body);
        });
  }

  void redirect(String path, int status, String location) {
    serve(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          answer(exchange, status, "");
        });
  }

  static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** {@code *.test} is this machine; anything else is what Java finds without a network. */
  InetAddress[] lookup(String host) throws UnknownHostException {
    lookups.add(host);
    return host.endsWith(".test")
        ? new InetAddress[] {InetAddress.getLoopbackAddress()}
        : InetAddress.getAllByName(host);
  }

  HttpHandler handler(List<String> hosts, List<String> privates) {
    return handler(hosts, privates, this::lookup);
  }

  HttpHandler handler(List<String> hosts, List<String> privates, CheckedResolver.Lookup lookup) {
    var handler =
        new HttpHandler(new HttpAllowance(hosts, privates), InstantSource.fixed(NOW), lookup);
    handlers.add(handler);
    return handler;
  }

  /** May go anywhere. */
  HttpHandler open() {
    return handler(List.of("*:*"), List.of("*"));
  }

  String url(String path) {
    return "http://api.test:" + port + path;
  }

  static ObjectNode params(String url) {
    return JsonNodeFactory.instance.objectNode().put("url", url);
  }

  static Content run(HttpHandler handler, ObjectNode params) throws Exception {
    return handler.handle(new TestContext("http", params.toString()));
  }

  String text(ObjectNode params) throws Exception {
    return new String(run(open(), params).bytes(), UTF_8);
  }
}
