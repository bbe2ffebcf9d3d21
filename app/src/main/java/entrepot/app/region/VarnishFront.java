package entrepot.app.region;

import entrepot.app.config.RegionConfiguration;
import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A VCL in front of an edge. It caches payloads, and asks the edge again after a minute, which
 * answers 304: so a revocation holds within that minute. Indexes are never kept, as the edge says.
 */
public final class VarnishFront {
  private VarnishFront() {}

  /** The VCL, version 4.1; throws {@link NotPrintable}. */
  public static String of(RegionConfiguration region, RegionNames names) {
    Front front = Front.of(region, names, region.tls().map(tls -> tls.files()));
    if (front.edgeSecure()) {
      throw new NotPrintable(
          "the edge of region %s speaks TLS alone, and Varnish does not".formatted(front.region()),
          "Give regions.%s.tls a 'listen' of its own, so that the edge has a plain port too."
              .formatted(front.region()));
    }
    String remarks =
        front.remarks().stream().map(line -> "# " + line + "\n").collect(Collectors.joining());
    return TEXT.replace("@REGION@", front.region())
        .replace("@REMARKS@\n", remarks)
        .replace("@HOST@", front.edge().getAddress().getHostAddress())
        .replace("@PORT@", Integer.toString(front.edge().getPort()))
        .replace("@READERS@\n", readers(front.networks()))
        .replace("@REFUSAL@\n", front.networks().isEmpty() ? "" : REFUSAL)
        .replace("@NAMES@\n", names(front.hosts()));
  }

  private static String readers(List<IPAddress> networks) {
    return networks.isEmpty()
        ? ""
        : networks.stream()
            .map(VarnishFront::entry)
            .collect(Collectors.joining("", "acl readers {\n", "}\n\n"));
  }

  private static String entry(IPAddress network) {
    Optional<Integer> length = Optional.ofNullable(network.getNetworkPrefixLength());
    String address = network.getLower().withoutPrefixLength().toCanonicalString();
    return "    \"%s\"%s;\n".formatted(address, length.map(bits -> "/" + bits).orElse(""));
  }

  /** Other names than these have one cache: anybody can make up any number of them. */
  private static String names(List<String> hosts) {
    String others =
        hosts.stream()
            .map("req.http.Host != \"%s\""::formatted)
            .collect(Collectors.joining(" && "));
    return "    if (%s) {\n        set req.http.Host = \"%s\";\n    }\n"
        .formatted(others, hosts.getFirst());
  }

  private static final String REFUSAL =
      """
          if (client.ip !~ readers) {
              return (synth(403, "This region does not serve your address"));
          }
      """;

  private static final String TEXT =
      """
      # Varnish in front of region @REGION@. It speaks no TLS: for that, put hitch or nginx before it.
      @REMARKS@
      vcl 4.1;

      import std;

      backend edge {
          .host = "@HOST@";
          .port = "@PORT@";
          .probe = {
              .url = "/.health";
              .interval = 5s;
          }
      }

      @READERS@
      sub vcl_recv {
      @REFUSAL@
          if (req.method != "GET" && req.method != "HEAD") {
              return (synth(405, "This server is read with GET and HEAD only"));
          }
          unset req.http.Cookie;
          unset req.http.Authorization;
          set req.http.Host = regsub(std.tolower(req.http.Host), "\\.?(:[0-9]*)?$", "");
      @NAMES@
          # What is kept is served on while the edge is down, and asked for again when it is not.
          if (std.healthy(req.backend_hint)) {
              set req.grace = 0s;
          }
          return (hash);
      }

      sub vcl_backend_response {
          if (beresp.status >= 400) {
              set beresp.ttl = 5s;
              set beresp.grace = 0s;
              return (deliver);
          }
          # What has been revoked must not be served for the day that a file may be kept elsewhere.
          if (beresp.ttl > 60s) {
              set beresp.ttl = 60s;
          }
          set beresp.grace = 6h;
          set beresp.keep = 7d;
      }
      """;
}
