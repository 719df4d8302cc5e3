package dev.sluice.benchmarks.raw;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.benchmarks.Progress;
import dev.sluice.benchmarks.figure.Quantiles;
import dev.sluice.benchmarks.figure.Raw;
import dev.sluice.benchmarks.figure.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Measures how fast records go through two topics. */
public final class RawPipeline {

  private static final String A = "bench.raw.a";
  private static final String B = "bench.raw.b";
  private static final int LINGER_MS = 5;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  private final RawSize size;
  private final int repetitions;
  private final int partitions;
  private final Progress progress;

  public RawPipeline(RawSize size, int repetitions, int partitions, Progress progress) {
    this.size = size;
    this.repetitions = repetitions;
    this.partitions = partitions;
    this.progress = progress;
  }

  /** Makes its two topics, measures, and deletes them. */
  public Raw measure(String bootstrapServers) {
    RawClients clients = new RawClients(bootstrapServers, partitions);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(A, partitions, (short) 1), new NewTopic(B, partitions, (short) 1)))
          .all()
          .get();
      List<Double> rounds = throughput(clients);
      Quantiles ms = latency(clients);
      admin.deleteTopics(List.of(A, B)).all().get();
      return new Raw(
          Sample.of(rounds).median(),
          ms,
          size.records(),
          Payloads.BYTES,
          partitions,
          rounds,
          "a broker process; producer, relay and consumer are threads of the benchmark's process");
    } catch (ExecutionException e) {
      throw new BenchException("raw: the topics could not be made or deleted: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("raw: interrupted");
    }
  }

  private List<Double> throughput(RawClients clients) {
    List<Double> rounds = new ArrayList<>();
    try (Relay relay = Relay.start(clients, A, B, LINGER_MS);
        KafkaProducer<byte[], byte[]> producer = clients.producer(LINGER_MS);
        KafkaConsumer<byte[], byte[]> sink = clients.consumerAtTheEndOf(B)) {
      pump(producer, sink, size.warmUp());
      for (int round = 1; round <= repetitions; round++) {
        double rate = pump(producer, sink, size.records());
        rounds.add(rate);
        progress.say("raw: round %d of %d: %,.0f records/s".formatted(round, repetitions, rate));
      }
    }
    return rounds;
  }

  /** Records per second from the first send to the last receipt. */
  private static double pump(
      KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> sink, int records) {
    Payloads payloads = new Payloads();
    long start = System.nanoTime();
    Thread sender =
        Thread.ofPlatform()
            .daemon()
            .name("raw producer")
            .start(() -> {
              for (int i = 0; i < records; i++) {
                var unused = producer.send(new ProducerRecord<>(A, payloads.number(i)));
              }
              producer.flush();
            });
    receive(sink, records);
    double seconds = (System.nanoTime() - start) / 1e9;
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return records / seconds;
  }

  private Quantiles latency(RawClients clients) {
    double[] ms = new double[size.singles()];
    Payloads payloads = new Payloads();
    try (Relay relay = Relay.start(clients, A, B, 0);
        KafkaProducer<byte[], byte[]> producer = clients.producer(0);
        KafkaConsumer<byte[], byte[]> sink = clients.consumerAtTheEndOf(B)) {
      for (int i = -ms.length / 2; i < ms.length; i++) {
        long start = System.nanoTime();
        var unused = producer.send(new ProducerRecord<>(A, payloads.number(Math.abs(i))));
        receive(sink, 1);
        if (i >= 0) { // those before were to warm up
          ms[i] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    return Sample.of(ms).quantiles();
  }

  private static void receive(KafkaConsumer<byte[], byte[]> sink, int records) {
    long received = 0;
    long lastNews = System.nanoTime();
    while (received < records) {
      int some = sink.poll(POLL).count();
      received += some;
      long now = System.nanoTime();
      if (some > 0) {
        lastNews = now;
      } else if (now - lastNews > LONGEST_SILENCE.toNanos()) {
        throw new BenchException(
            "raw: %d of %d records arrived, then none for %s; see the broker's log"
                .formatted(received, records, LONGEST_SILENCE));
      }
    }
  }
}
