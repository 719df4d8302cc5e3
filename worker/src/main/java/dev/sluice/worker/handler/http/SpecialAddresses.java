package dev.sluice.worker.handler.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are not of the public internet, by the registries of special-purpose addresses
 * (RFC 6890 and its updates). Of IPv6 only global unicast is public, and in it nothing that stands
 * for an IPv4 address, because that may be any.
 */
final class SpecialAddresses {

  private static final List<Block> BLOCKS =
      List.of(
          block("0.0.0.0", 8, "this network"),
          block("10.0.0.0", 8, "a private address"),
          block("100.64.0.0", 10, "an address shared behind a provider"),
          block("127.0.0.0", 8, "a loopback address"),
          block("168.63.129.16", 32, "the metadata service of a cloud"),
          block("169.254.0.0", 16, "a link-local address"),
          block("172.16.0.0", 12, "a private address"),
          block("192.0.0.0", 24, "a reserved address"),
          block("192.0.2.0", 24, "a documentation address"),
          block("192.88.99.0", 24, "a reserved address"),
          block("192.168.0.0", 16, "a private address"),
          block("198.18.0.0", 15, "a benchmarking address"),
          block("198.51.100.0", 24, "a documentation address"),
          block("203.0.113.0", 24, "a documentation address"),
          block("224.0.0.0", 4, "a multicast address"),
          block("240.0.0.0", 4, "a reserved address"),
          block("::1", 128, "a loopback address"),
          block("fc00::", 7, "a private address"),
          block("fe80::", 10, "a link-local address"),
          block("2001::", 23, "a reserved address"),
          block("2001:db8::", 32, "a documentation address"),
          block("2002::", 16, "an address that stands for an IPv4 address"),
          block("3fff::", 20, "a documentation address"));

  private static final Block GLOBAL_UNICAST = block("2000::", 3, "");

  private record Block(byte[] network, int bits, String kind) {

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      int whole = bits / 8;
      for (int i = 0; i < whole; i++) {
        if (address[i] != network[i]) {
          return false;
        }
      }
      int rest = bits % 8;
      return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
    }
  }

  private SpecialAddresses() {}

  /** What kind of address it is, for a message; empty for one of the public internet. */
  static Optional<String> kind(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Block block : BLOCKS) {
      if (block.contains(bytes)) {
        return Optional.of(block.kind());
      }
    }
    return address instanceof Inet4Address || GLOBAL_UNICAST.contains(bytes)
        ? Optional.empty()
        : Optional.of("no address of the public internet");
  }

  private static Block block(String network, int bits, String kind) {
    try {
      return new Block(InetAddress.getByName(network).getAddress(), bits, kind);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(network, e);
    }
  }
}
