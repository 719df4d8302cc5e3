package dev.sluice.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Key and trust stores for the registry: {@code schema.registry.ssl.*} with the names, types
 * (PKCS12, JKS, PEM) and meanings of Kafka's {@code ssl.*}, read by Kafka's own code. The name of
 * the host is always verified.
 */
final class RegistryTls {

  private static final String PREFIX = "schema.registry.";

  private RegistryTls() {}

  static Optional<SSLContext> context(Map<String, ?> config) {
    Map<String, Object> ssl = new HashMap<>();
    config.forEach((key, value) -> {
      if (key.startsWith(PREFIX + "ssl.") && value != null) {
        ssl.put(key.substring(PREFIX.length()), value);
      }
    });
    if (ssl.isEmpty()) {
      return Optional.empty();
    }
    ConfigDef keys = new ConfigDef();
    SslConfigs.addClientSslSupport(keys);
    try (DefaultSslEngineFactory stores = new DefaultSslEngineFactory()) {
      stores.configure(new AbstractConfig(keys, ssl, false).values());
      return Optional.of(stores.sslContext());
    }
  }
}
