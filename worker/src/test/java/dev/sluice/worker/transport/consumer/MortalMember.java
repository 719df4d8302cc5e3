package dev.sluice.worker.transport.consumer;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.ReleaseTransport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of a consumer group that can end as a killed process does: without a last word. */
public final class MortalMember {

  private final AtomicBoolean dead = new AtomicBoolean();
  private final Consumer<byte[], byte[]> consumer;
  private final ConsumerGroupTransport transport;

  public MortalMember(
      Map<String, Object> kafka,
      GroupProtocol protocol,
      String group,
      String name,
      Map<String, Priority> topics,
      int maxLost) {
    MemberTerms terms = new ConsumerGroups(kafka, protocol).terms(group, name);
    consumer =
        new KafkaConsumer<>(
            terms.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    transport = ConsumerGroups.over(mortal(consumer), terms.session(), topics, maxLost);
  }

  public ReleaseTransport transport() {
    return transport;
  }

  /** From here on nothing is committed, and the group waits for the end of the session. */
  public void kill() {
    dead.set(true);
    consumer.close(
        CloseOptions.groupMembershipOperation(
            CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
  }

  @SuppressWarnings("unchecked")
  private Consumer<byte[], byte[]> mortal(Consumer<byte[], byte[]> living) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              if (dead.get() && method.getName().startsWith("commit")) {
                throw new TimeoutException("dead");
              }
              try {
                return method.invoke(living, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
