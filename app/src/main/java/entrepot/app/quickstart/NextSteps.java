package entrepot.app.quickstart;

import entrepot.app.control.Server;
import entrepot.app.quickstart.pypi.SampleIndex;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a person can try while the quickstart is up. */
final class NextSteps {
  private final Server server;
  private final Story story;

  NextSteps(Server server, Story story) {
    this.server = server;
    this.story = story;
  }

  /** Tells addresses and commands. */
  void tell(Path configuration, Samples samples, Optional<DebianSource> debian) {
    String lists = server.steeringUrl().orElseThrow();
    String first = server.edgeUrls().values().iterator().next();
    story.say("");
    for (Map.Entry<String, String> edge : server.edgeUrls().entrySet()) {
      story.say("  %-8s %s/", edge.getKey(), edge.getValue());
    }
    server.edgeTls().forEach((region, tls) -> story.say("  %-8s %s/", region, tls.url()));
    story.say("  %-8s %s/", "lists", lists);
    story.say("");
    story.say("Try next:");
    String asked = "repo=%s&arch=%s".formatted(DnfClients.REPOSITORY, Architecture.rpm());
    story.say("  curl -s '%s/mirrorlist?%s&location=south'", lists, asked);
    story.say("  curl -s '%s/metalink?%s'", lists, asked);
    debian.ifPresent(source -> {
      story.say("  curl -s '%s/mirrors/debian.txt?location=south'", lists);
      story.say("  curl -s %s/debian/dists/%s/InRelease | head", first, source.suite());
    });
    story.say("  curl -s %s/.snapshots/rpm/", first);
    Optional.ofNullable(server.edgeUrls().get(QuickstartConfiguration.BUCKET_REGION))
        .ifPresent(bucket ->
            story.say("  curl -s %s/rpm/%s/repodata/repomd.xml", bucket, DnfClients.REPOSITORY));
    story.say("  bin/entrepot -c %s status", configuration);
    story.say("  bin/entrepot -c %s snapshots rpm", configuration);
    story.say("  cp SOME.rpm %s/", samples.rpm().packages());
    story.say("  bin/entrepot -c %s sync rpm", configuration);
    server.edgeTls().values().stream().findFirst().ifPresent(tls -> python(tls.url(), samples));
    story.say("  cp SOME.whl %s/", samples.pypi().files());
    story.say("  bin/entrepot -c %s sync %s", configuration, QuickstartConfiguration.PYPI);
  }

  private void python(String edge, Samples samples) {
    String index = PipClients.index(edge);
    Path authority = samples.authority().certificate();
    story.say("  curl -s --cacert %s %s%s/", authority, index, SampleIndex.PROJECT);
    story.say(
        "  %s%s -m pip --isolated download --cert %s --index-url %s %s",
        System.getenv("REQUESTS_CA_BUNDLE") == null ? "" : "env -u REQUESTS_CA_BUNDLE ",
        PipClients.PYTHON,
        authority,
        index,
        SampleIndex.PROJECT);
  }
}
