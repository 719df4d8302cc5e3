package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.http.problem.ProblemCode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document and the table of routes say the same. */
class OpenApiTest {

  private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\" ?: ?\"#/([^\"]+)\"");

  private final HttpConfig config =
      new HttpConfig(
          "127.0.0.1",
          0,
          Optional.empty(),
          false,
          false,
          Set.of(),
          Set.of(),
          Optional.empty(),
          10_000,
          2);

  private static String text() throws Exception {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/dev/sluice/http/openapi.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void eachRouteIsDocumentedAndEachDocumentedRouteIsThere() throws Exception {
    JsonNode document = Ask.json(text());
    Map<String, String> documented = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    documented.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue().path("x-sluice-role").asText())));
    Map<String, String> routes = new TreeMap<>();
    for (Route route : Routes.of(config, Optional::empty)) {
      routes.put(
          route.method().name() + " " + route.path(),
          route.kind() == Route.Kind.OPEN ? "none" : route.role().word());
    }

    assertThat(documented).isEqualTo(routes);
    assertThat(document.path("openapi").asText()).startsWith("3.1");
  }

  @Test
  void everyParameterInAPathIsDescribed() throws Exception {
    Ask.json(text())
        .path("paths")
        .properties()
        .forEach(path -> {
          Set<String> inPath = new HashSet<>();
          Matcher names = Pattern.compile("\\{(\\w+)}").matcher(path.getKey());
          while (names.find()) {
            inPath.add(names.group(1));
          }
          path.getValue()
              .forEach(operation -> {
                Set<String> described = new HashSet<>();
                operation
                    .path("parameters")
                    .forEach(parameter -> {
                      if (parameter.path("in").asText().equals("path")) {
                        described.add(parameter.path("name").asText());
                      }
                    });
                assertThat(described).as(path.getKey()).isEqualTo(inPath);
              });
        });
  }

  @Test
  void operationIdsAreUniqueAndReferencesLeadSomewhere() throws Exception {
    JsonNode document = Ask.json(text());
    Set<String> ids = new HashSet<>();
    document
        .path("paths")
        .forEach(path ->
            path.forEach(
                operation -> assertThat(ids.add(operation.path("operationId").asText())).isTrue()));
    Matcher references = REFERENCE.matcher(text());
    while (references.find()) {
      assertThat(document.at("/" + references.group(1)).isMissingNode())
          .as(references.group(1))
          .isFalse();
    }
  }

  @Test
  void everyProblemCodeIsListed() throws Exception {
    Set<String> listed = new HashSet<>();
    Ask.json(text())
        .at("/components/schemas/Problem/properties/code/enum")
        .forEach(code -> listed.add(code.asText()));

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ProblemCode.values()).map(Enum::name).toList());
  }
}
