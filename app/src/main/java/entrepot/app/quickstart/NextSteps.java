package entrepot.app.quickstart;

import entrepot.app.control.Server;
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
  void tell(Path configuration, SampleUpstream sample, Optional<DebianSource> debian) {
    String lists = server.steeringUrl().orElseThrow();
    String first = server.edgeUrls().values().iterator().next();
    story.say("");
    for (Map.Entry<String, String> edge : server.edgeUrls().entrySet()) {
      story.say("  %-8s %s/", edge.getKey(), edge.getValue());
    }
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
    story.say("  bin/entrepot -c %s status", configuration);
    story.say("  bin/entrepot -c %s snapshots rpm", configuration);
    story.say("  cp SOME.rpm %s/", sample.packages());
    story.say("  bin/entrepot -c %s sync rpm", configuration);
  }
}
