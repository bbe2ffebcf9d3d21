package entrepot.cloud.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One dnsmasq of a region, known by the configuration that it was started with. */
final class Dnsmasq {
  private final NetworkPlan plan;
  private final Verbs verbs;
  private final Path configuration;

  Dnsmasq(NetworkPlan plan, Verbs verbs, Path configuration) {
    this.plan = plan;
    this.verbs = verbs;
    this.configuration = configuration;
  }

  /** Starts it where it does not run, anew where it runs by another configuration. */
  void raise(String wanted) {
    try {
      if (!Files.exists(configuration) || !Files.readString(configuration).equals(wanted)) {
        stop();
        WholeFile.write(configuration, wanted);
      }
    } catch (IOException e) {
      throw new NetworkFailed("the configuration " + configuration + " cannot be read", e);
    }
    if (running().isEmpty()) {
      verbs.startDnsmasq(plan.namespace(), plan.dhcpUid(), configuration);
    }
  }

  /** Lets it look at its folders anew: it sees by itself what comes, not what goes. */
  void reread() {
    running().forEach(verbs::reread);
  }

  void stop() {
    running().forEach(ProcessHandle::destroyForcibly);
  }

  List<ProcessHandle> running() {
    return verbs.namespace(plan.namespace())
        ? verbs.dnsmasq(plan.namespace(), configuration)
        : List.of();
  }
}
