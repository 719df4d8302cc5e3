package dev.sluice.http.resource;

import dev.sluice.http.json.Body;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.DeadLetterTopic;
import dev.sluice.http.source.DeadLetterTopic.Found;
import dev.sluice.http.source.DeadLetterTopic.Place;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records that could not be obeyed: listed, shown, sent again, let go. */
public final class DeadLettersResource {

  private static final String OWN = "sluice-";
  private static final String SOURCE = "sluice-source-topic";
  private static final String CUT = "sluice-cut-from";
  private static final String KEY_CUT = "sluice-key-cut-from";

  private final Supplier<Backend> backend;
  private final Cursors cursors;

  public DeadLettersResource(Supplier<Backend> backend, Cursors cursors) {
    this.backend = backend;
    this.cursors = cursors;
  }

  /** By partition, oldest first. */
  public void list(Context request) {
    Params params = Params.of(request, "limit", "cursor");
    String place = params.place(cursors, params.list());
    Found found =
        topic()
            .page(
                place == null ? null : Place.of(place).orElseThrow(Cursors::invalid),
                params.limit());
    String next =
        found.next() == null ? null : cursors.write(params.list(), found.next().toString());
    Answer.json(
        request,
        Answer.page(found.letters().stream().map(DeadLettersResource::letter).toList(), next));
  }

  /** With its bytes. */
  public void show(Context request) {
    ConsumerRecord<byte[], byte[]> letter = letter(request);
    Body headers = new Body();
    letter.headers().forEach(header -> headers.with(header.key(), text(header)));
    byte[] value = letter.value();
    Answer.json(
        request,
        letter(letter)
            .with("headers", headers)
            .with("keyBase64", base64(letter.key()))
            .with("valueBase64", base64(value)));
  }

  /** Sends it to the topic that it came from, where it is read like any other record. */
  public void replay(Context request) {
    ConsumerRecord<byte[], byte[]> letter = letter(request);
    String source = header(letter, SOURCE);
    if (source == null || !topic().read(source)) {
      throw refused("it did not come from a topic that Sluice reads");
    }
    if (header(letter, CUT) != null || header(letter, KEY_CUT) != null) {
      throw refused("only the beginning of it was kept, because it was too large");
    }
    var headers = new RecordHeaders();
    for (Header header : letter.headers()) {
      if (!header.key().startsWith(OWN)) {
        headers.add(header);
      }
    }
    topic().send(new ProducerRecord<>(source, null, letter.key(), letter.value(), headers));
    Answer.json(
        request, new Body().with("id", id(letter)).with("outcome", "SENT").with("topic", source));
  }

  /** Lets it go, with all that are older in its partition: Kafka deletes from the front only. */
  public void drop(Context request) {
    Params params = Params.of(request, "andOlder");
    ConsumerRecord<byte[], byte[]> letter = letter(request);
    var place = new Place(letter.partition(), letter.offset());
    boolean oldest = topic().oldest(place);
    if (!oldest && !"true".equals(params.text("andOlder"))) {
      throw Problem.of(
              ProblemCode.CONFLICT,
              "older dead letters of its partition would go with it; drop them first, or send"
                  + " andOlder=true")
          .exception();
    }
    topic().dropThrough(place);
    Answer.json(request, new Body().with("id", id(letter)).with("outcome", "DROPPED"));
  }

  private DeadLetterTopic topic() {
    return backend.get().deadLetters();
  }

  private ConsumerRecord<byte[], byte[]> letter(Context request) {
    Place place =
        Place.of(request.pathParam("letterId"))
            .orElseThrow(() ->
                Problem.of(ProblemCode.INVALID_ID, "a dead letter's id is PARTITION-OFFSET")
                    .exception());
    return topic()
        .find(place)
        .orElseThrow(() ->
            Problem.of(ProblemCode.DEAD_LETTER_NOT_FOUND, "there is none at " + place).exception());
  }

  private static Body letter(ConsumerRecord<byte[], byte[]> letter) {
    byte[] key = letter.key();
    byte[] value = letter.value();
    return new Body()
        .with("id", id(letter))
        .with("at", letter.timestamp() * 1000)
        .with("key", key == null ? null : new String(key, StandardCharsets.UTF_8))
        .with("bytes", value == null ? 0 : value.length)
        .with("reason", header(letter, "sluice-reason"))
        .with("error", header(letter, "sluice-error"))
        .with("sourceTopic", header(letter, SOURCE))
        .with("sourcePartition", header(letter, "sluice-source-partition"))
        .with("sourceOffset", header(letter, "sluice-source-offset"));
  }

  private static String id(ConsumerRecord<byte[], byte[]> letter) {
    return new Place(letter.partition(), letter.offset()).toString();
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? null : text(header);
  }

  private static @Nullable String text(Header header) {
    return header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static RuntimeException refused(String why) {
    return Problem.of(ProblemCode.CONFLICT, why + "; submit the task anew").exception();
  }
}
