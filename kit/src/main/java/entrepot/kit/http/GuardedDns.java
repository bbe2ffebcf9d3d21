package entrepot.kit.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the client only addresses that were checked, so that what is checked is what is connected
 * to: a name that changes its mind between the two gains nothing.
 */
final class GuardedDns implements DnsResolver {
  private final AddressGuard guard;

  GuardedDns(AddressGuard guard) {
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> allowed = new ArrayList<>();
    List<InetAddress> refused = new ArrayList<>();
    for (InetAddress address : InetAddress.getAllByName(host)) {
      (guard.objection(address).isEmpty() ? allowed : refused).add(address);
    }
    if (allowed.isEmpty()) {
      InetAddress first = refused.getFirst();
      throw new RefusedHost(
          "%s %s".formatted(first.getHostAddress(), guard.objection(first).orElseThrow()),
          AddressGuard.configurable(first));
    }
    return allowed.toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    // The client asks for it only for Kerberos, which it does not do here.
    return host;
  }

  /** Carries the refusal through the client, which knows the host but not the URL. */
  static final class RefusedHost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final boolean configurable;

    RefusedHost(String found, boolean configurable) {
      super(found);
      this.found = found;
      this.configurable = configurable;
    }

    ForbiddenAddress of(URI uri) {
      return new ForbiddenAddress(
          uri,
          found,
          configurable
              ? "If this upstream may lie in a private network, set allow-private for it."
              : "No upstream may have this address: correct its URL.");
    }
  }
}
