package dev.holdfast.adapter.actions.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names for outgoing calls and refuses addresses inside the installation's own network.
 *
 * <p>It is the resolver of the connections themselves, so the address that was checked is the
 * address that is used: a name that answers differently a moment later gains nothing. Ranges: RFC
 * 6890 (special-purpose registries), RFC 4193, RFC 3927, RFC 6598, RFC 6052. Thread-safe.
 */
final class AddressGuard implements DnsResolver {
  private final boolean allowPrivate;
  private final DnsResolver names;

  AddressGuard(boolean allowPrivate) {
    this(allowPrivate, SystemDefaultDnsResolver.INSTANCE);
  }

  AddressGuard(boolean allowPrivate, DnsResolver names) {
    this.allowPrivate = allowPrivate;
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = names.resolve(host);
    if (allowPrivate) return all;
    List<InetAddress> open = new ArrayList<>();
    for (InetAddress address : all) {
      if (!inside(address)) open.add(address);
    }
    // One bad address among good ones is refused too: which one is used would be chance.
    if (open.size() != all.length || all.length == 0) throw new AddressRefused(host);
    return all;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }

  /** Whether an address is loopback, private, link-local, multicast, metadata or reserved. */
  static boolean inside(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    return switch (address) {
      case Inet4Address four -> insideFour(four.getAddress());
      case Inet6Address six -> insideSix(six.getAddress());
      default -> true;
    };
  }

  private static boolean insideFour(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    return first == 0
        || first >= 240
        || (first == 100 && second >= 64 && second < 128)
        || (first == 192 && second == 0 && (third == 0 || third == 2))
        || (first == 198 && (second == 18 || second == 19))
        || (first == 198 && second == 51 && third == 100)
        || (first == 203 && second == 0 && third == 113);
  }

  private static boolean insideSix(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if ((first & 0xfe) == 0xfc) return true;
    if (first == 0xfe && (second & 0xc0) == 0xc0) return true;
    if (embedsFour(bytes)) return insideEmbedded(bytes, 12);
    if (first == 0x20 && second == 0x02) return insideEmbedded(bytes, 2);
    boolean teredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
    boolean documentation =
        first == 0x20 && second == 0x01 && (bytes[2] & 0xff) == 0x0d && (bytes[3] & 0xff) == 0xb8;
    return teredo || documentation;
  }

  /** IPv4-compatible ({@code ::a.b.c.d}) and translated ({@code 64:ff9b::a.b.c.d}) addresses. */
  private static boolean embedsFour(byte[] bytes) {
    boolean translated =
        bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
    for (int i = translated ? 4 : 0; i < 12; i++) {
      if (bytes[i] != 0) return translated;
    }
    return true;
  }

  private static boolean insideEmbedded(byte[] bytes, int from) {
    try {
      byte[] four = {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]};
      return inside(InetAddress.getByAddress(four));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("expected four bytes to be an address", impossible);
    }
  }

  /** The name leads to an address that may not be called. */
  static final class AddressRefused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefused(String host) {
      super(host + " leads to an address inside this installation's network");
    }
  }
}
