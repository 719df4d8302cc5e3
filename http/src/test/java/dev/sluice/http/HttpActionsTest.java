package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.actions.ActionName;
import dev.sluice.client.actions.ActionSchemas;
import dev.sluice.http.security.Role;
import dev.sluice.http.security.Token;
import dev.sluice.http.security.TokenFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may perform which action, while the scheduler behind the API has not started yet. */
@Timeout(60)
class HttpActionsTest {

  private static final String ACTIONS = "/api/v1/actions/";

  @TempDir Path directory;

  private HttpApi api;

  private Ask open(Optional<Path> tokens, boolean readOnly) {
    api =
        HttpApi.open(
            new HttpConfig(
                "127.0.0.1",
                0,
                tokens,
                readOnly,
                false,
                Set.of(),
                Set.of(),
                Optional.empty(),
                10_000,
                2));
    return new Ask(api.url());
  }

  @AfterEach
  void close() {
    api.close();
  }

  private static String code(HttpResponse<String> response) {
    return response.statusCode() + " " + Ask.json(response).path("code").asText();
  }

  @ParameterizedTest
  @EnumSource(ActionName.class)
  void aReadOnlyApiPerformsWhatChangesNothing(ActionName action) {
    Ask ask = open(Optional.empty(), true);

    assertThat(code(ask.post(ACTIONS + action.word(), "{}")))
        .isEqualTo(action.hints().readOnly() ? "503 RESTORING" : "403 READ_ONLY");
  }

  @ParameterizedTest
  @EnumSource(ActionName.class)
  void anActionNeedsItsRole(ActionName action) throws Exception {
    Path file = directory.resolve("tokens");
    for (Role role : Role.values()) {
      TokenFile.add(file, Token.of(role, role.word(), "secret-" + role.word()));
    }
    Role needed =
        switch (action) {
          case STATUS, RESULTS, EXPORT -> Role.READER;
          case ADD, ADD_BATCH, START, STOP, CANCEL -> Role.OPERATOR;
          case CLEAR -> Role.ADMIN;
        };
    Ask ask = open(Optional.of(file), false);

    assertThat(code(ask.post(ACTIONS + action.word(), "{}"))).isEqualTo("401 UNAUTHENTICATED");
    for (Role role : Role.values()) {
      String bearer = "Bearer secret-" + role.word();
      assertThat(code(ask.post(ACTIONS + action.word(), "{}", "Authorization", bearer)))
          .as(role.word())
          .isEqualTo(role.allows(needed) ? "503 RESTORING" : "403 FORBIDDEN");
    }
  }

  @ParameterizedTest
  @EnumSource(ActionName.class)
  void aPageOfAnotherSitePerformsNoAction(ActionName action) {
    Ask ask = open(Optional.empty(), false);

    assertThat(code(ask.post(ACTIONS + action.word(), "{}", "Origin", "https://evil.example.com")))
        .isEqualTo("403 ORIGIN_NOT_ALLOWED");
    assertThat(code(ask.postAs("text/plain", ACTIONS + action.word(), "{}")))
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(ask.get(ACTIONS + action.word()).statusCode()).isEqualTo(405);
  }

  @Test
  void thereAreNoOtherActions() {
    Ask ask = open(Optional.empty(), false);

    assertThat(code(ask.post(ACTIONS + "drop", "{}"))).isEqualTo("404 ROUTE_NOT_FOUND");
  }

  /** The document repeats the schemas of the actions; only where they refer to is another place. */
  @ParameterizedTest
  @EnumSource(ActionName.class)
  void theDocumentHasTheSchemasOfTheActions(ActionName action) throws Exception {
    Ask ask = open(Optional.empty(), false);
    ActionSchemas schemas = ActionSchemas.read();

    JsonNode document = Ask.json(ask.get("/openapi.json"));

    assertThat(
            document
                .path("paths")
                .path(ACTIONS + action.word())
                .at("/post/requestBody/content/application~1json/schema"))
        .isEqualTo(moved(schemas.arguments(action)));
    ObjectNode definitions = schemas.definitions();
    for (var definition : definitions.properties()) {
      assertThat(document.at("/components/schemas/Action." + definition.getKey()))
          .as(definition.getKey())
          .isEqualTo(moved(definition.getValue()));
    }
  }

  private static JsonNode moved(JsonNode schema) throws Exception {
    return new ObjectMapper()
        .readTree(schema.toString().replace("#/$defs/", "#/components/schemas/Action."));
  }
}
