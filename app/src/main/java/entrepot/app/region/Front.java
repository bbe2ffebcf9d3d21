package entrepot.app.region;

import entrepot.app.config.RegionConfiguration;
import entrepot.kit.tls.PemFiles;
import inet.ipaddr.IPAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a server in front of an edge must know.
 *
 * @param hosts the names it is asked by; the first is the region's own
 * @param port where clients find it
 * @param tls its certificate; present where clients speak TLS with it
 * @param edge where it asks, never a wildcard address
 * @param edgeSecure whether the edge speaks TLS there
 * @param networks who may read; empty: everybody
 */
record Front(
    String region,
    List<String> hosts,
    int port,
    Optional<PemFiles> tls,
    InetSocketAddress edge,
    boolean edgeSecure,
    List<IPAddress> networks) {
  Front {
    hosts = List.copyOf(hosts);
    networks = List.copyOf(networks);
  }

  /**
   * In front of that region.
   *
   * @param given the certificate to show; empty: the region's own
   * @throws NotPrintable where the region is a bucket, or the configuration lacks something
   */
  static Front of(RegionConfiguration region, RegionNames names, Optional<PemFiles> given) {
    if (region.bucket().isPresent()) {
      throw new NotPrintable(
          "region %s is a bucket, which its clients read at %s; nothing stands in front of it"
              .formatted(region.name(), names.url().orElse("")),
          "Keys with a '+' must be asked for percent-encoded, which no plain proxy does: use the"
              + " provider's own CDN.");
    }
    if (names.hosts().isEmpty()) {
      throw new NotPrintable(
          "region %s has no host name by which a front could know it".formatted(region.name()),
          "Add 'mirror-hosts: {domain: example.org}' to the configuration, or give the region a"
              + " 'url'.");
    }
    InetSocketAddress listen =
        region
            .listen()
            .filter(at -> at.getPort() != 0)
            .orElseThrow(() ->
                new NotPrintable(
                    "the edge of region %s takes another port at each start"
                        .formatted(region.name()),
                    "Give regions.%s.listen a port, such as 127.0.0.1:8081."
                        .formatted(region.name())));
    URI url = URI.create(names.url().orElse("http://" + names.hosts().getFirst()));
    boolean secure = url.getScheme().equals("https");
    Optional<PemFiles> tls = given.or(() -> region.tls().map(own -> own.files()));
    if (secure && tls.isEmpty()) {
      throw new NotPrintable(
          "clients of region %s speak TLS, and no certificate is known".formatted(region.name()),
          "Name it with --certificate FILE and --key FILE, or give the region a 'tls'.");
    }
    int usual = secure ? 443 : 80;
    return new Front(
        region.name(),
        names.hosts(),
        url.getPort() < 0 ? usual : url.getPort(),
        secure ? tls : Optional.empty(),
        reachable(listen),
        region.tls().isPresent() && region.tls().get().listen().isEmpty(),
        region.networks());
  }

  private static InetSocketAddress reachable(InetSocketAddress listen) {
    InetAddress address = listen.getAddress();
    return address.isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listen.getPort())
        : listen;
  }

  /** The edge as a URL's host and port. */
  String authority() {
    String host = edge.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + edge.getPort();
  }

  /** Lines on what the edge's own rules mean behind a front; empty where they say nothing. */
  List<String> remarks() {
    String own = edge.getAddress().getHostAddress();
    boolean let =
        networks.isEmpty()
            || networks.stream()
                .anyMatch(n -> n.contains(new inet.ipaddr.IPAddressString(own).getAddress()));
    return let
        ? List.of()
        : List.of(
            "The edge sees this server in the place of its clients, and lets in its networks"
                + " alone:",
            "add '%s' (the address that it asks from) to regions.%s.networks."
                .formatted(own, region));
  }
}
