package entrepot.app.cli;

import entrepot.app.command.Commands;
import entrepot.app.control.CacheServer;
import entrepot.edge.EdgeSettings;
import entrepot.edge.EdgeTls;
import entrepot.edge.cache.CacheSettings;
import entrepot.edge.cache.CacheState;
import entrepot.kit.config.Amounts;
import entrepot.kit.listen.Binding;
import entrepot.kit.tls.PemFiles;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code entrepot edge}: serves a region from a bounded cache over another edge. */
@CommandLine.Command(
    name = "edge",
    description = {
      "Serve a region from a bounded cache on disk over another edge of that region; until"
          + " stopped.",
      "Needs no configuration, no state folder and no database."
    },
    footer = {
      "",
      "The origin is trusted in nothing: heads count by the signatures of --trust and a rising",
      "generation, all else by its digest. Without its origin it serves on what it has."
    })
final class EdgeCommand implements Callable<Integer> {
  private static final Pattern LISTEN =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+|localhost)):([0-9]{1,5})");

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  @Option(names = "--origin", required = true, paramLabel = "URL", description = "The other edge.")
  private URI origin = URI.create("");

  @Option(names = "--region", required = true, paramLabel = "REGION", description = "Whose trees.")
  private String region = "";

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "DIR",
      description = "The public keys (PEM) that sign heads: a copy of STATE/trust.")
  private Path trust = Path.of("");

  @Option(
      names = "--listen",
      required = true,
      paramLabel = "HOST:PORT",
      description = "An address of this machine; port 0 takes a free one.")
  private String listen = "";

  @Option(
      names = "--cache",
      required = true,
      paramLabel = "DIR",
      description = "Where the cache lies; kept over restarts.")
  private Path cache = Path.of("");

  @Option(
      names = "--cache-size",
      required = true,
      paramLabel = "SIZE",
      description =
          "The most it takes on the disk, such as 50GB; what is being filled comes on top.")
  private String size = "";

  @Option(
      names = "--tls",
      split = ",",
      paramLabel = "CERTIFICATE,KEY",
      description = "Speak TLS with these PEM files.")
  private @Nullable List<Path> tls;

  @Option(
      names = "--tls-listen",
      paramLabel = "HOST:PORT",
      description = "Speak TLS there, and plain HTTP at --listen.")
  private @Nullable String tlsListen;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "CIDR",
      description = "Who may read; everybody when absent.")
  private List<String> networks = List.of();

  @Option(
      names = "--origin-networks",
      split = ",",
      paramLabel = "CIDR",
      description = "Whose caching edges may have this one as origin; as --networks when absent.")
  private List<String> originNetworks = List.of();

  @Option(
      names = "--allow-private",
      description = "The origin may have a loopback or private address.")
  private boolean allowPrivate;

  @Option(
      names = "--prefetch",
      description = "Fetch what a release changed before it is asked for: a tenth of the cache.")
  private boolean prefetch;

  @Option(
      names = "--max-stale",
      paramLabel = "TIME",
      description =
          "How long to serve without having heard of the origin, such as 2d (default: ever).")
  private @Nullable String maxStale;

  @Option(
      names = "--access-log",
      paramLabel = "DIR",
      description = "Log each request to DIR/access-REGION.log.")
  private @Nullable Path accessLog;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec known = Objects.requireNonNull(spec);
    PrintWriter out = known.commandLine().getOut();
    CountDownLatch stopped = new CountDownLatch(1);
    try (CacheServer server =
        CacheServer.start(edge(), settings(), trust, Optional.ofNullable(accessLog))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
      show(server, out, CommonOptions.of(known).json());
      stopped.await();
    }
    return 0;
  }

  private static void stop(CacheServer server, CountDownLatch stopped) {
    server.close();
    stopped.countDown();
  }

  private void show(CacheServer server, PrintWriter out, boolean json) {
    CacheState state = server.state();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("region", region);
      all.put("url", server.url());
      all.put("generation", state.generation());
      all.put("files", state.files());
      all.put("bytes", state.bytes());
      out.println(Commands.json().writeValueAsString(all));
    } else {
      out.printf("region %s: %s%n", region, server.url());
      out.printf(
          "generation %d, %d files in the cache, %s%n",
          state.generation(), state.files(), Units.bytes(state.bytes()));
      out.println("ready");
    }
    out.flush();
  }

  private EdgeSettings edge() {
    if (!REGION.matcher(region).matches()) {
      throw wrong("--region", region, "a region's name has small letters, digits and hyphens");
    }
    EdgeSettings plain =
        EdgeSettings.of(region, binding("--listen", listen))
            .onlyFor(networks)
            .originFor(originNetworks)
            .lookingEvery(Duration.ofSeconds(2));
    if (tls == null) {
      return plain;
    }
    if (tls.size() != 2) {
      throw wrong(
          "--tls", tls.toString(), "name the certificate and its key, with a comma between");
    }
    Optional<Binding> own = Optional.ofNullable(tlsListen).map(at -> binding("--tls-listen", at));
    return plain.secured(new EdgeTls(new PemFiles(tls.getFirst(), tls.getLast()), own));
  }

  private CacheSettings settings() {
    URI base = URI.create(origin.toString().replaceAll("/+$", ""));
    boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    if (!http || base.getHost() == null || base.getRawUserInfo() != null) {
      // Not repeated: it may hold a password.
      throw wrong("--origin", "", "write it as http://host or https://host, without a user");
    }
    long bytes =
        Amounts.bytes(size)
            .filter(b -> b >= CacheSettings.LEAST)
            .orElseThrow(() -> wrong("--cache-size", size, "write at least 2MB, such as 50GB"));
    CacheSettings settings =
        CacheSettings.of(base, cache, bytes, allowPrivate).prefetching(prefetch);
    return maxStale == null ? settings : settings.staleAtMost(time(maxStale));
  }

  private Duration time(String text) {
    return Amounts.duration(text)
        .orElseThrow(() -> wrong("--max-stale", text, "write a time such as 12h or 2d"));
  }

  private Binding binding(String option, String text) {
    Matcher match = LISTEN.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(3)) > 65_535) {
      throw wrong(option, text, "write an address and a port, such as 10.0.0.5:80 or [::1]:8080");
    }
    String host = match.group(1) != null ? match.group(1) : match.group(2);
    return new Binding.Tcp(
        host.equals("localhost") ? "127.0.0.1" : host, Integer.parseInt(match.group(3)));
  }

  private ParameterException wrong(String option, String found, String fix) {
    String what = found.isEmpty() ? option : option + " '" + found + "'";
    return new ParameterException(
        Objects.requireNonNull(spec).commandLine(), what + " will not do: " + fix + ".");
  }
}
