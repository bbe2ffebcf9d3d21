package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Spelling;
import entrepot.kit.config.Value;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the group {@code mirror-hosts}, and makes each region's names of it. */
final class MirrorHostsReader {
  private static final String USUAL = "mirror.{region}.{provider}.{domain}";

  private final List<AliasTemplate> aliases = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Set<HostTemplate> reported = new HashSet<>();
  private final Optional<Section> group;
  private final String domain;
  private final HostTemplate name;
  private final Optional<String> scheme;

  private record AliasTemplate(
      Section at, HostTemplate host, String folder, Optional<LocalDate> until, Set<String> only) {}

  /** For a file with those trees and regions; where it has no such group, no region has a name. */
  MirrorHostsReader(Optional<Section> group, Set<String> trees, Set<String> regions) {
    this.group = group;
    this.domain = group.flatMap(g -> g.text("domain")).orElse("");
    this.name = new HostTemplate(group.flatMap(g -> g.text("name")).orElse(USUAL));
    this.scheme = group.flatMap(g -> g.text("scheme"));
    if (group.isEmpty()) {
      return;
    }
    group
        .get()
        .value("domain")
        .filter(value -> !HostTemplate.isHost(value.text()))
        .ifPresent(value ->
            value.error(
                "'%s' is not a domain".formatted(value.text()),
                "write something like example.org"));
    group.get().value("name").ifPresent(this::checkName);
    group.get().sections("aliases").values().forEach(alias -> read(alias, trees, regions));
  }

  private void checkName(Value value) {
    name.fault().ifPresent(fault -> value.error(fault.message(), fault.fix()));
    if (!value.text().endsWith(".{domain}")) {
      // What a region is called comes from elsewhere too; the domain is this file's alone.
      value.error("does not end in the domain", "end it with .{domain}, as in " + USUAL);
    }
  }

  private void read(Section alias, Set<String> trees, Set<String> regions) {
    HostTemplate host = new HostTemplate(alias.name());
    host.fault().ifPresent(fault -> alias.error(fault.message(), fault.fix()));
    Optional<Value> to = alias.value("to");
    String folder = to.map(Value::text).orElse("/");
    String tree = folder.split("/", 3).length > 1 ? folder.split("/", 3)[1] : "";
    if (!tree.isEmpty() && !trees.contains(tree)) {
      to.ifPresent(value ->
          value.error(
              "'%s' is not a tree of this file".formatted(tree), Spelling.suggest(tree, trees)));
    }
    List<Value> only = alias.values("regions").orElse(List.of());
    only.stream()
        .filter(region -> !regions.contains(region.text()))
        .forEach(region ->
            region.error(
                "'%s' is not a region of this file".formatted(region.text()),
                Spelling.suggest(region.text(), regions)));
    aliases.add(
        new AliasTemplate(
            alias,
            host,
            folder.replaceAll("/+$", ""),
            alias.value("until").flatMap(MirrorHostsReader::day),
            Set.copyOf(only.isEmpty() ? regions : only.stream().map(Value::text).toList())));
  }

  private static Optional<LocalDate> day(Value value) {
    try {
      return Optional.of(LocalDate.parse(value.text()));
    } catch (DateTimeException _) {
      value.error("'%s' is not a day".formatted(value.text()), "write something like 2027-01-01");
      return Optional.empty();
    }
  }

  /** The names of such a region. */
  RegionHosts of(String region, String provider) {
    if (group.isEmpty() || !HostTemplate.isHost(domain)) {
      return new RegionHosts(Optional.empty(), List.of());
    }
    String mirror = name.of(region, provider, domain);
    checked(group.get(), name, mirror, region);
    List<RegionHosts.Alias> own = new ArrayList<>();
    for (AliasTemplate alias : aliases) {
      if (alias.only().contains(region)) {
        String host = alias.host().of(region, provider, domain);
        checked(alias.at(), alias.host(), host, region);
        own.add(new RegionHosts.Alias(host, alias.folder(), alias.until()));
      }
    }
    return new RegionHosts(Optional.of(mirror), own);
  }

  /** Says what is wrong with a name, once for each template. */
  private void checked(Section at, HostTemplate template, String host, String region) {
    if (template.fault().isPresent() || reported.contains(template)) {
      return;
    }
    String other = owners.putIfAbsent(host, region);
    if (!HostTemplate.isHost(host)) {
      at.error(
          "makes '%s', which is no host name".formatted(host),
          "use small letters, digits and '-' between dots, at most 63 between two");
    } else if (other != null) {
      at.error(
          "'%s' is a name of region %s already".formatted(host, other),
          other.equals(region)
              ? "choose another one"
              : "put {region} into it, or let only one region have it");
    } else {
      return;
    }
    reported.add(template);
  }

  /**
   * The address of an edge by its name in the template.
   *
   * @param secureOnly whether it speaks nothing but TLS
   */
  Optional<URI> url(RegionHosts hosts, boolean secureOnly) {
    String used = scheme.orElse(secureOnly ? "https" : "http");
    return hosts.mirror().filter(HostTemplate::isHost).map(host -> URI.create(used + "://" + host));
  }
}
