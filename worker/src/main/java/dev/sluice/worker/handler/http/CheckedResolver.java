package dev.sluice.worker.handler.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a name up once and gives the addresses to the client that is about to connect to them, if
 * all of them may be reached: there is no second look-up that could give another answer.
 */
final class CheckedResolver implements DnsResolver {

  private final Lookup lookup;
  private final HttpAllowance allowance;

  /** How names become addresses: {@link InetAddress#getAllByName} outside of tests. */
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /** A host has an address that may not be reached. */
  static final class Refused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  CheckedResolver(Lookup lookup, HttpAllowance allowance) {
    this.lookup = lookup;
    this.allowance = allowance;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    List<InetSocketAddress> checked = new ArrayList<>();
    for (InetAddress address : lookup.all(host)) {
      Optional<String> refusal = allowance.refusal(HostRule.name(host), port, address);
      if (refusal.isPresent()) {
        throw new Refused(refusal.get());
      }
      checked.add(new InetSocketAddress(address, port));
    }
    return checked;
  }

  /** Not used by the client, and without a port nothing can be allowed. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    throw new UnknownHostException(host + " is looked up without a port");
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
