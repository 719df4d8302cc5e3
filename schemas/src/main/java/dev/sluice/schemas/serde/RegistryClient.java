package dev.sluice.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Speaks the part of the schema registry's REST interface that a serde needs. Tries each address in
 * turn, beginning with the one that answered last. Blocks; thread-safe.
 */
final class RegistryClient {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySettings settings;
  private final HttpClient http;
  private volatile int preferred;

  RegistryClient(RegistrySettings settings) {
    this.settings = settings;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(settings.connectTimeout());
    settings.tls().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** Whether it answers, and lets us in; else the exception says why not. */
  void check() {
    HttpResponse<String> answer = send("/subjects", HttpRequest.Builder::GET);
    if (answer.statusCode() != 200 || !json(answer).isArray()) {
      throw unexpected(answer);
    }
  }

  /** The id of a schema under a subject, registered now if it was not. */
  int register(String subject, Schema schema) {
    return id(subject, post("/subjects/" + escaped(subject) + "/versions", schema));
  }

  /** The id of a schema that somebody registered under a subject. */
  int lookUp(String subject, Schema schema) {
    HttpResponse<String> answer = post("/subjects/" + escaped(subject), schema);
    if (answer.statusCode() == 404) {
      throw new SerializationException(
          "the registry has no such schema under %s; register it, or set auto.register.schemas=true"
              .formatted(subject));
    }
    return id(subject, answer);
  }

  /** The text of the schema with an id. */
  String schema(int id) throws UndecodableRecordException {
    HttpResponse<String> answer = send("/schemas/ids/" + id, HttpRequest.Builder::GET);
    if (answer.statusCode() == 404) {
      throw new UndecodableRecordException("the registry has no schema " + id, null);
    }
    JsonNode body = json(answer);
    if (answer.statusCode() != 200 || !body.path("schema").isTextual()) {
      throw unexpected(answer);
    }
    if (!body.path("schemaType").asText("AVRO").equals("AVRO")) {
      throw new UndecodableRecordException("schema " + id + " is no Avro schema", null);
    }
    return body.path("schema").textValue();
  }

  private HttpResponse<String> post(String path, Schema schema) {
    String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
    return send(
        path,
        request -> request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body)));
  }

  private static int id(String subject, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 409 || status == 422) {
      throw new SerializationException(
          "the registry refuses the schema under %s: %d %s"
              .formatted(subject, status, excerpt(answer)));
    }
    JsonNode id = json(answer).path("id");
    if (status != 200 || !id.isInt()) {
      throw unexpected(answer);
    }
    return id.intValue();
  }

  /** The first answer that is one; a server's own failure is as good as none. */
  private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> method) {
    RegistryUnavailableException failure = null;
    int addresses = settings.addresses().size();
    int first = preferred;
    for (int i = 0; i < addresses; i++) {
      int index = (first + i) % addresses;
      URI address = settings.addresses().get(index);
      try {
        HttpResponse<String> answer =
            http.send(
                method.apply(settings.request(address, path)).build(), BodyHandlers.ofString());
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
          throw new RegistryUnavailableException(
              "the registry at %s answers %d: check basic.auth.user.info and what it may do"
                  .formatted(address, status),
              null);
        }
        if (status < 500 && status != 408 && status != 429) {
          preferred = index;
          return answer;
        }
        failure = unexpected(answer);
      } catch (IOException e) {
        failure =
            new RegistryUnavailableException("the registry at " + address + " is not reachable", e);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    throw failure == null ? new IllegalStateException("no address") : failure;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new RegistryUnavailableException(
          "%s gives no JSON; is schema.registry.url a schema registry?".formatted(answer.uri()), e);
    }
  }

  private static RegistryUnavailableException unexpected(HttpResponse<String> answer) {
    return new RegistryUnavailableException(
        "%s answers %d %s".formatted(answer.uri(), answer.statusCode(), excerpt(answer)), null);
  }

  private static String excerpt(HttpResponse<String> answer) {
    String body = answer.body().strip();
    return body.length() <= 200 ? body : body.substring(0, 200) + "...";
  }

  private static String escaped(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
