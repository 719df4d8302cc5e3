package dev.sluice.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all schedulers of one group must have in common, because a batch is decided by whichever of
 * them has its partition: which topics they read, and which pools there are. Each of them carries a
 * mark of it in its client id, which the brokers tell for as long as it is in the group. See
 * decision 60.
 */
final class GroupAgreement {

  /** Raised when two versions of Sluice can't decide about the same batches. */
  private static final int GENERATION = 1;

  private static final Logger log = LoggerFactory.getLogger(GroupAgreement.class);
  private static final String SIGN = "-cfg";
  private static final Pattern MARK = Pattern.compile(SIGN + "([0-9a-f]{8})-StreamThread-");

  private final Topics topics;
  private final Set<String> pools;

  private GroupAgreement(Topics topics, Set<String> pools) {
    this.topics = topics;
    this.pools = new TreeSet<>(pools);
  }

  static GroupAgreement of(SchedulerConfig config) {
    return new GroupAgreement(config.topics(), config.pools());
  }

  /** A client id with the mark behind it. */
  String marked(Object clientId) {
    return clientId + SIGN + mark();
  }

  private String mark() {
    var sum = new CRC32C();
    sum.update((GENERATION + "\n" + topics.prefix() + "\n" + pools).getBytes(UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  /**
   * Looks who is in the group.
   *
   * @param member what this scheduler is called in its group; an earlier life of it may still be in
   * @throws SchedulerStartException if somebody there has another mark
   */
  void check(Admin admin, String group, String member) {
    members(admin, group).stream()
        .filter(other -> !other.groupInstanceId().orElse("").startsWith(member + "-"))
        .filter(other -> markOf(other).filter(mark -> !mark.equals(mark())).isPresent())
        .findFirst()
        .ifPresent(other -> {
          throw new SchedulerStartException(refusal(group, other), null);
        });
  }

  private static Optional<String> markOf(MemberDescription member) {
    Matcher found = MARK.matcher(member.clientId());
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private String refusal(String group, MemberDescription other) {
    return "Another scheduler of the group %s (%s on %s) has another %s, another %s or another version than this one (%s, %s); give all of them the same, or stop the others first; a deployment with topics of its own needs another %s as well"
        .formatted(
            group,
            other.clientId(),
            other.host(),
            SchedulerKeys.TOPIC_PREFIX.name(),
            SchedulerKeys.POOLS.name(),
            topics.prefix(),
            pools,
            SchedulerKeys.APPLICATION_ID.name());
  }

  private static Collection<MemberDescription> members(Admin admin, String group) {
    try {
      Map<String, ConsumerGroupDescription> found =
          admin.describeConsumerGroups(List.of(group)).all().get();
      return found.get(group).members();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        // Running matters more than this check, for which a scheduler has all rights that it needs
        // for its work.
        log.warn("Who else is in the group {} could not be seen", group, e.getCause());
      }
      return List.of();
    }
  }
}
