package entrepot.app.cloud;

import entrepot.app.command.Command;
import entrepot.app.config.AptTree;
import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import entrepot.app.machine.AptSources;
import entrepot.app.machine.AptStanza;
import entrepot.vm.guest.DebianSource;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Says where the packages of an image come from: the nearest first. */
final class QuickstartSource {
  private static final String MIRROR = "mirror.";
  private static final Path DEBIAN = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private final Configuration configuration;
  private final Supplier<Map<String, String>> edges;

  QuickstartSource(Configuration configuration, Supplier<Map<String, String>> edges) {
    this.configuration = configuration;
    this.edges = edges;
  }

  DebianSource of(Command.CloudQuickstartImage command, Optional<String> region) {
    if (command.source().isPresent()) {
      return given(command, command.source().get());
    }
    return region
        .flatMap(name -> mirrored(command, name))
        .or(() -> ofThisMachine(command))
        .orElseThrow(() ->
            new CloudUnavailable(
                "nobody says where Debian's packages are",
                "Say --source, --suite and --keyring, or mirror a Debian in the region."));
  }

  private static DebianSource given(Command.CloudQuickstartImage command, String source) {
    URI uri;
    try {
      uri = URI.create(source);
    } catch (IllegalArgumentException _) {
      throw new CloudUnavailable("'%s' is no address".formatted(source), "");
    }
    return new DebianSource(
        uri,
        command.suite().orElse("bookworm"),
        command.architecture(),
        command.keyring().map(Path::of).orElse(DEBIAN),
        "debian",
        uri);
  }

  /** From the edge of the region, if it runs and has such a tree. */
  private Optional<DebianSource> mirrored(Command.CloudQuickstartImage command, String name) {
    RegionConfiguration region = configuration.regions().get(name);
    Optional<String> edge = Optional.ofNullable(edges.get().get(name));
    if (region == null || edge.isEmpty()) {
      return Optional.empty();
    }
    String address =
        region
            .listen()
            .filter(at -> at.getPort() != 0)
            .map(QuickstartSource::near)
            .orElse(edge.get());
    return configuration.trees().values().stream()
        .filter(AptTree.class::isInstance)
        .map(AptTree.class::cast)
        .filter(tree -> serves(tree, name, command))
        .findFirst()
        .map(tree ->
            new DebianSource(
                URI.create(address + "/" + tree.name()),
                command.suite().orElse(tree.suites().getFirst()),
                command.architecture(),
                command.keyring().map(Path::of).orElse(tree.keyring()),
                tree.name(),
                tree.source()));
  }

  private static boolean serves(AptTree tree, String region, Command.CloudQuickstartImage command) {
    return tree.rules().regions().contains(region)
        && tree.components().contains("main")
        && tree.architectures().contains(command.architecture())
        && command.suite().map(tree.suites()::contains).orElse(true);
  }

  private static String near(InetSocketAddress listen) {
    String host =
        listen.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : listen.getAddress().getHostAddress();
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, listen.getPort());
  }

  private static Optional<DebianSource> ofThisMachine(Command.CloudQuickstartImage command) {
    Optional<AptStanza> stanza = new AptSources(Path.of("/etc/apt")).debian();
    return stanza.map(found ->
        new DebianSource(
            found.uri(),
            command.suite().orElse(found.suites().getFirst()),
            command.architecture(),
            command.keyring().map(Path::of).or(found::signedBy).orElse(DEBIAN),
            "debian",
            found.uri()));
  }

  /** Lines of the client kit's configuration, of the names that the region's mirror has. */
  List<String> names(Optional<String> region) {
    return region
        .flatMap(name -> Optional.ofNullable(configuration.regions().get(name)))
        .flatMap(QuickstartSource::names)
        .orElse(List.of());
  }

  private static Optional<List<String>> names(RegionConfiguration region) {
    String before = MIRROR + region.name() + "." + region.provider() + ".";
    return region
        .hosts()
        .mirror()
        .filter(host -> host.startsWith(before))
        .map(host ->
            List.of("PROVIDER=" + region.provider(), "DOMAIN=" + host.substring(before.length())));
  }
}
