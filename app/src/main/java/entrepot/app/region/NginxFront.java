package entrepot.app.region;

import entrepot.app.config.RegionConfiguration;
import entrepot.kit.tls.PemFiles;
import java.util.Optional;

/**
 * A server block of nginx in front of an edge. It keeps nothing: what a cache kept would be served
 * on after it has been revoked, and the edge answers as fast.
 */
public final class NginxFront {
  private NginxFront() {}

  /** For a file in {@code conf.d}; throws {@link NotPrintable}. */
  public static String of(RegionConfiguration region, RegionNames names, Optional<PemFiles> given) {
    Front front = Front.of(region, names, given);
    String upstream = "entrepot_" + front.region().replace('-', '_');
    Lines out = new Lines();
    out.add(
        "# nginx in front of region %s; a file of conf.d, or included in http.", front.region());
    front.remarks().forEach(remark -> out.add("# %s", remark));
    out.add("upstream %s {", upstream);
    out.add("    server %s;", front.authority());
    out.add("    keepalive 64;");
    out.add("}");
    out.add("server {");
    String secure = front.tls().isPresent() ? " ssl" : "";
    out.add("    listen %d%s;", front.port(), secure);
    out.add("    listen [::]:%d%s;", front.port(), secure);
    front
        .tls()
        .ifPresent(files -> {
          out.add("    ssl_certificate %s;", quoted(files.certificate().toString()));
          out.add("    ssl_certificate_key %s;", quoted(files.key().toString()));
          out.add("    ssl_protocols TLSv1.2 TLSv1.3;");
        });
    out.add("    server_name %s;", String.join("\n        ", front.hosts()));
    front.networks().forEach(network -> out.add("    allow %s;", network.toCanonicalString()));
    if (!front.networks().isEmpty()) {
      out.add("    deny all;");
    }
    out.add("    location / {");
    out.add("        proxy_pass %s://%s;", front.edgeSecure() ? "https" : "http", upstream);
    out.add("        proxy_http_version 1.1;");
    out.add("        proxy_set_header Connection \"\";");
    out.add("        # The edge tells old names by it.");
    out.add("        proxy_set_header Host $host;");
    out.add("        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;");
    if (front.edgeSecure()) {
      out.add("        proxy_ssl_server_name on;");
      out.add("        proxy_ssl_name %s;", front.hosts().getFirst());
      out.add("        proxy_ssl_verify on;");
      out.add("        proxy_ssl_verify_depth 4;");
      out.add("        proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;");
    }
    out.add("        # A slow client holds memory, never a disk.");
    out.add("        proxy_max_temp_file_size 0;");
    out.add("    }");
    out.add("}");
    return out.toString();
  }

  private static String quoted(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
