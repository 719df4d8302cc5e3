package dev.sluice.cli.doctor;

import dev.sluice.results.text.Counted;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Whether a broker answers and lets us in, which version it has, and which features. */
final class BrokerCheck implements Check {

  /** The first level of {@code metadata.version} of each release. */
  private static final NavigableMap<Short, String> RELEASES =
      new TreeMap<>(
          Map.of(
              (short) 20, "3.8",
              (short) 21, "3.9",
              (short) 22, "4.0",
              (short) 26, "4.1",
              (short) 28, "4.2",
              (short) 30, "4.3",
              (short) 31, "4.4"));

  private static final short SHARE_GROUPS_READY = 28;

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public Needs needs() {
    return Needs.NOTHING;
  }

  @Override
  public List<Finding> look(Site site) throws Exception {
    String addresses = String.valueOf(site.kafka().get("bootstrap.servers"));
    try {
      DescribeClusterResult cluster = site.admin().describeCluster();
      int brokers = site.await(cluster.nodes()).size();
      String text =
          "%s at %s, cluster %s"
              .formatted(Counted.of(brokers, "broker"), addresses, site.await(cluster.clusterId()));
      List<Finding> findings = new ArrayList<>(List.of(Finding.ok(name(), text)));
      findings.addAll(features(site));
      return findings;
    } catch (ExecutionException e) {
      return List.of(refused(addresses, e.getCause()));
    } catch (TimeoutException e) {
      return List.of(unreachable(addresses));
    }
  }

  /** A broker that is there and says no is told from one that is not there. */
  Finding refused(String addresses, Throwable refusal) {
    return switch (refusal) {
      case SslAuthenticationException tls -> tls(addresses, tls);
      case AuthenticationException denied ->
          Finding.fail(
              name(),
              "the broker at "
                  + addresses
                  + " is there and refuses the login: "
                  + denied.getMessage(),
              "check sasl.mechanism and the user and password of sasl.jaas.config");
      case AuthorizationException denied ->
          Finding.fail(
              name(),
              "the broker at " + addresses + " forbids it: " + denied.getMessage(),
              "ask for DESCRIBE on the cluster");
      default -> unreachable(addresses);
    };
  }

  /** What went wrong is at the bottom of the causes; above it is only that it did. */
  private Finding tls(String addresses, SslAuthenticationException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean outOfTime =
        root instanceof CertificateExpiredException
            || root instanceof CertificateNotYetValidException;
    return Finding.fail(
        name(),
        "TLS with " + addresses + " fails: " + root.getMessage(),
        outOfTime
            ? "renew the broker's certificate, or correct the time of this machine"
            : "check ssl.truststore.* and the names in the broker's certificate");
  }

  private Finding unreachable(String addresses) {
    List<String> reasons = new ArrayList<>();
    for (String address : addresses.split(",", -1)) {
      reasons.add(address.strip() + " " + Connection.tried(address.strip()));
    }
    return Finding.unreachable(
        name(),
        "no answer: " + String.join(", ", reasons),
        "start Kafka, or correct --bootstrap-server; where the port answers, security.protocol"
            + " may differ from the listener's");
  }

  private List<Finding> features(Site site) throws Exception {
    Map<String, FinalizedVersionRange> levels;
    try {
      levels = site.await(site.admin().describeFeatures().featureMetadata()).finalizedFeatures();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnsupportedVersionException) {
        return List.of(withoutShareGroups("a version before 3.8", 0));
      }
      throw e;
    }
    short metadata = level(levels, "metadata.version");
    Map.Entry<Short, String> release = RELEASES.floorEntry(metadata);
    String version =
        release == null ? "before 3.8" : release.getValue() + " (metadata level " + metadata + ")";
    boolean share = level(levels, "share.version") > 0 && metadata >= SHARE_GROUPS_READY;
    return List.of(
        share
            ? Finding.ok("features", "Kafka " + version + ", with share groups")
            : withoutShareGroups("Kafka " + version, level(levels, "share.version")));
  }

  private static Finding withoutShareGroups(String version, int level) {
    return Finding.warn(
        "features",
        version + ", share.version " + level + ": workers use consumer groups here",
        "share groups need brokers 4.2 or newer and: kafka-features.sh upgrade --feature"
            + " share.version=1");
  }

  private static short level(Map<String, FinalizedVersionRange> levels, String feature) {
    FinalizedVersionRange range = levels.get(feature);
    return range == null ? 0 : range.maxVersionLevel();
  }
}
