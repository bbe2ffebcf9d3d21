package entrepot.app.cli;

import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import entrepot.app.region.DnsRecords;
import entrepot.app.region.NginxFront;
import entrepot.app.region.NotPrintable;
import entrepot.app.region.RegionNames;
import entrepot.app.region.VarnishFront;
import entrepot.kit.tls.PemFiles;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code entrepot region show}: names, DNS records, and what stands in front. */
@CommandLine.Command(
    name = "show",
    description = "Show a region's host names, or print what makes them work.",
    footer = {
      "",
      "What --format prints can be used as it is: lines of a zone file, a file for nginx's conf.d,",
      "a VCL for varnishd -f."
    })
final class RegionShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "REGION", description = "As the configuration names it.")
  private String name = "";

  @Option(names = "--format", paramLabel = "dns|nginx|varnish", description = "What to print.")
  private @Nullable Format format;

  @Option(
      names = "--address",
      paramLabel = "IP",
      description =
          "For dns: the address of what stands in front; may be repeated. Default: the edge's own.")
  private List<String> addresses = List.of();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "For nginx: what it shows to clients. Default: the region's own.")
  private @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "For nginx: its private key.")
  private @Nullable Path key;

  @Spec private @Nullable CommandSpec spec;

  /** What can be printed. */
  enum Format {
    DNS,
    NGINX,
    VARNISH
  }

  @Override
  public Integer call() {
    CommandSpec known = Objects.requireNonNull(spec);
    CommonOptions common = CommonOptions.of(known);
    PrintWriter out = known.commandLine().getOut();
    Configuration configuration = common.load();
    RegionConfiguration region = RegionCommand.region(configuration, name);
    List<String> trees =
        configuration.trees().values().stream()
            .filter(tree -> tree.rules().regions().contains(name))
            .map(tree -> tree.name())
            .toList();
    RegionNames names = RegionNames.of(region, trees, Instant.now());
    if (format == null) {
      show(region, names, common.json(), out);
    } else {
      String text = text(format, region, names);
      if (common.json()) {
        String word = format.name().toLowerCase(Locale.ROOT);
        RegionCommand.json(Map.of("region", name, "format", word, "text", text), out);
      } else {
        out.print(text);
      }
    }
    out.flush();
    return 0;
  }

  private String text(Format which, RegionConfiguration region, RegionNames names) {
    return switch (which) {
      case DNS -> String.join("\n", DnsRecords.of(region, names, given())) + "\n";
      case NGINX -> NginxFront.of(region, names, pem());
      case VARNISH -> VarnishFront.of(region, names);
    };
  }

  private void show(RegionConfiguration region, RegionNames names, boolean json, PrintWriter out) {
    if (json) {
      RegionCommand.json(names, out);
      return;
    }
    out.printf("region %s (%s), served by %s%n", name, names.provider(), names.serves());
    names
        .url()
        .ifPresent(url -> {
          out.printf("clients read from:%n");
          names.trees().forEach(tree -> out.printf("  %s/%s/%n", url, tree));
        });
    for (RegionNames.Alias alias : names.aliases()) {
      String end =
          alias.until().map(day -> (alias.ended() ? "ended " : "until ") + day).orElse("for good");
      out.printf("  http://%s/ is %s, %s%n", alias.host(), alias.folder(), end);
    }
    out.printf("DNS:%n");
    try {
      DnsRecords.of(region, names, given()).forEach(line -> out.printf("  %s%n", line));
    } catch (NotPrintable e) {
      out.printf("  %s. %s%n", e.getMessage(), e.next());
    }
  }

  private List<InetAddress> given() {
    return addresses.stream().map(this::address).toList();
  }

  private InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw wrong("'%s' is not an IP address; write one such as 192.0.2.10.".formatted(text), e);
    }
  }

  private Optional<PemFiles> pem() {
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    if (certificate == null || key == null) {
      throw wrong("Give --certificate and --key together.", null);
    }
    if (!certificate.isAbsolute() || !key.isAbsolute()) {
      // nginx would look for them in a folder of its own.
      throw wrong("Write the paths of --certificate and --key whole.", null);
    }
    return Optional.of(new PemFiles(certificate, key));
  }

  private ParameterException wrong(String message, @Nullable Throwable cause) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message, cause);
  }
}
