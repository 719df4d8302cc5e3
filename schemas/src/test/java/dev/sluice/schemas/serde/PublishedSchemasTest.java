package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.SluiceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {

  private static final Path FOLDER = Path.of("src/main/resources/dev/sluice/schemas");
  private static final String WRITE =
      "mvn -pl schemas test -Dtest=PublishedSchemasTest -Dsluice.schemas.write=true";

  static List<Class<? extends SluiceRecord>> types() {
    return RecordTypes.ALL;
  }

  @ParameterizedTest
  @MethodSource("types")
  void the_published_file_is_the_schema_of_the_generated_class(Class<? extends SluiceRecord> type)
      throws IOException {
    Path file = FOLDER.resolve(type.getSimpleName() + ".avsc");
    String schema = RecordTypes.published(type).toString(true) + "\n";
    if (Boolean.getBoolean("sluice.schemas.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, schema);
    }
    assertThat(file).as("rewrite it: " + WRITE).exists();
    assertThat(Files.readString(file)).as("rewrite it: " + WRITE).isEqualTo(schema);
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_published_schema_says_nothing_about_java(Class<? extends SluiceRecord> type) {
    assertThat(RecordTypes.published(type).toString()).doesNotContain("java");
  }

  @Test
  void every_released_version_is_shipped_and_known() throws IOException {
    try (var folders = Files.list(FOLDER)) {
      long released = folders.filter(Files::isDirectory).count();
      assertThat(released).isEqualTo(ReleasedSchemas.NEWEST);
    }
    for (Class<? extends SluiceRecord> type : RecordTypes.ALL) {
      assertThat(ReleasedSchemas.of(type)).extracting(Schema::getFullName).contains(type.getName());
    }
  }
}
