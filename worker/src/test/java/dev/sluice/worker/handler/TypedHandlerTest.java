package dev.sluice.worker.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.worker.example.ResizeHandler;
import dev.sluice.worker.handler.builtin.TestContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TypedHandlerTest {

  record Box(List<Size> sizes, boolean lid) {}

  record Size(int width, String unit) {}

  record Width(int width) {}

  private static <I> Content run(Class<I> type, String params, Function<I, Object> body)
      throws Exception {
    return new TypedHandler<I, Object>("t", type) {
      @Override
      protected Object run(I read, TaskContext context) {
        return body.apply(read);
      }
    }.handle(new TestContext("t", params));
  }

  private static void refused(String params, String... words) {
    assertThatThrownBy(() -> run(Box.class, params, box -> box))
        .isInstanceOf(NonRetryableException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void paramsBecomeARecordAndARecordBecomesJson() throws Exception {
    var context = new TestContext("resize", "{\"file\": \"a\", \"width\": 2, \"height\": \"5\"}");
    Content output = new ResizeHandler().handle(context);
    assertThat(output)
        .isEqualTo(new Content("{\"file\":\"a\",\"bytes\":30}".getBytes(UTF_8), Content.JSON));
    assertThat(context.progress()).containsExactly("50.0 half of a");
  }

  @Test
  void wrongTypesAreNamedByTheirPlace() {
    refused("{\"sizes\": [{\"width\": 1}, {\"width\": \"wide\"}]}", "params.sizes[1].width: ");
    refused("{\"sizes\": [{\"width\": 1.5}]}", "params.sizes[0].width: ");
    refused("{\"sizes\": [{\"width\": null}]}", "params.sizes[0].width: ", "null");
    refused("{\"sizes\": [{\"width\": true}]}", "params.sizes[0].width: ");
    refused("{\"sizes\": [{\"unit\": 5}]}", "params.sizes[0].unit: ");
    refused("{\"sizes\": {}}", "params.sizes: ");
    refused("{\"lid\": 1}", "params.lid: ");
    refused("{}", "params.lid: ", "missing or null");
    refused("{\"lid\": true, \"size\": []}", "params.size: ", "\"size\"");
    refused("{\"lid\": true, \"lid\": true}", "params", "lid");
    refused("{\"lid\": true} x", "params");
    refused("{\"lid\"", "params: not JSON: ", "line 1");
    refused("null", "params: null");
  }

  @Test
  void aTextThatIsANumberIsOne() throws Exception {
    assertThat(run(Width.class, "{\"width\": \"12\"}", Width::width).bytes())
        .asString()
        .isEqualTo("12");
  }

  @Test
  void outputsAreWhatTheirTypeIs() throws Exception {
    assertThat(run(String.class, "raw { text", text -> text))
        .isEqualTo(new Content("raw { text".getBytes(UTF_8), "text/plain; charset=utf-8"));
    assertThat(run(byte[].class, "raw", bytes -> bytes))
        .isEqualTo(new Content("raw".getBytes(UTF_8), "application/octet-stream"));
    var own = new Content(new byte[] {1}, "image/png");
    assertThat(run(JsonNode.class, "{}", json -> own)).isEqualTo(own);
    assertThat(run(JsonNode.class, "", json -> null)).isEqualTo(Content.EMPTY);
    assertThat(run(JsonNode.class, "", json -> List.of(json, 1)).bytes())
        .asString()
        .isEqualTo("[{},1]");
  }

  @Test
  void anInputIsReadAsWhatIsNeeded() throws Exception {
    var input =
        new TaskInput("count", TaskStatus.SUCCEEDED, ByteBuffer.wrap("[3]".getBytes(UTF_8)), "x");
    assertThat(input.json(new TypeReference<List<Integer>>() {})).containsExactly(3);
    assertThat(input.json(JsonNode.class).get(0).asInt()).isEqualTo(3);
    assertThat(input.text()).isEqualTo("[3]");
    assertThat(input.bytes()).hasSize(3);
    assertThatThrownBy(() -> input.json(Size.class)).hasMessageStartingWith("count.output: ");
    var context = new TestContext("t", "{}").inputs(input);
    assertThat(context.input("count")).isEqualTo(input);
    assertThatThrownBy(() -> context.input("cuont"))
        .isInstanceOf(NonRetryableException.class)
        .hasMessage("Task t has no input cuont: add it to the task's needs, which are [count]");
  }

  @Test
  void detailsAreJsonOfAnyType() throws Exception {
    var context = new TestContext("t", "{}");
    assertThat(context.lastDetails()).isEmpty();
    context.heartbeat(Map.of("width", 3));
    assertThat(context.lastDetails().orElseThrow().json(Width.class).width()).isEqualTo(3);
    assertThatThrownBy(() -> context.heartbeat(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
