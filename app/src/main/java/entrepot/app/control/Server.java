package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.app.config.TreeConfiguration;
import entrepot.cloud.LabCloud;
import entrepot.kit.Progress;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.ledger.RecurringJob;
import entrepot.ledger.RunningSchedules;
import entrepot.ledger.Timing;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root of {@code entrepot up}: control plane, edges, mirror lists, schedules. */
public final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final int SYNCS_AT_ONCE = 4;
  private static final Duration RETIREMENTS = Duration.ofMinutes(5);
  private static final Timing DAILY = new Timing.Cron("17 3 * * *");

  private final Parts parts;
  private final RegionServers regions;
  private final SteeringServer steering;
  private final Operator operator;
  private final Optional<LabCloud> cloud;

  private Server(
      Parts parts,
      RegionServers regions,
      SteeringServer steering,
      Operator operator,
      Optional<LabCloud> cloud) {
    this.cloud = cloud;
    this.parts = parts;
    this.regions = regions;
    this.steering = steering;
    this.operator = operator;
  }

  /** Starts everything; throws what keeps it from starting, with nothing left running. */
  public static Server start(Configuration configuration) {
    return start(configuration, Optional.empty());
  }

  /** The same by another clock, for tests of what time brings. */
  public static Server start(Configuration configuration, InstantSource clock) {
    return start(configuration, clock, Optional.empty());
  }

  /** The same, and runs whole command lines for clients of the admin socket. */
  public static Server start(Configuration configuration, LineRunner lines) {
    return start(configuration, Optional.of(lines));
  }

  private static Server start(Configuration configuration, Optional<LineRunner> lines) {
    return start(configuration, InstantSource.system(), lines);
  }

  private static Server start(
      Configuration configuration, InstantSource clock, Optional<LineRunner> lines) {
    Parts parts = new Parts();
    try {
      return start(configuration, clock, parts, lines);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Server start(
      Configuration configuration, InstantSource clock, Parts parts, Optional<LineRunner> lines) {
    StateFolder folder = new StateFolder(configuration.state());
    parts.add(folder.lock());
    Logs.begin(configuration, folder.logs());
    parts.add(() -> Logs.end(configuration));
    ControlPlane plane = parts.add(ControlPlane.open(configuration, folder, clock));
    RegionServers regions = parts.add(new RegionServers(plane));
    regions.start();
    SteeringServer steering =
        parts.add(new SteeringServer(configuration.steering(), folder.steering(), clock));
    steering.start();
    SteeringUpdates updates = new SteeringUpdates(plane, regions::urls);
    Optional<LabCloud> cloud = CloudServer.start(plane, parts);
    ServerFacts facts = new Facts(regions, steering, updates, cloud);
    facts.released();
    updates.lookSoon();
    Operator operator = new LocalOperator(plane, Who.atTheCommandLine(), facts, () -> {});
    AdminApi api =
        new AdminApi(
            operator, clock, lines.map(runner -> new LineApi(runner, operator, configuration)));
    parts.add(Listener.of(new Binding.Unix(folder.socket()), Limits.DEFAULT, api)).start();
    Operator scheduled = new LocalOperator(plane, Who.SCHEDULE, facts, () -> {});
    RetirementOperation retirement = new RetirementOperation(plane, Who.SCHEDULE, facts::released);
    parts.add(schedules(plane, scheduled, updates, retirement));
    return new Server(parts, regions, steering, operator, cloud);
  }

  private static RunningSchedules schedules(
      ControlPlane plane,
      Operator operator,
      SteeringUpdates updates,
      RetirementOperation retirement) {
    List<RecurringJob> jobs = new ArrayList<>();
    for (TreeConfiguration tree : plane.configuration().trees().values()) {
      tree.schedule()
          .ifPresent(timing ->
              jobs.add(
                  new RecurringJob(
                      "sync " + tree.name(), timing, () -> sync(operator, tree.name()))));
    }
    // Also where there is no mirror to look at: versions of a repomd.xml expire.
    jobs.add(
        new RecurringJob(
            "mirror checks", plane.configuration().steering().checkMirrors(), updates::look));
    jobs.add(
        new RecurringJob("retirements", new Timing.Every(RETIREMENTS), retirement::carryOutDue));
    jobs.add(new RecurringJob("housekeeping", DAILY, new Housekeeping(plane)));
    return plane.ledger().schedules().start(jobs, SYNCS_AT_ONCE);
  }

  private static void sync(Operator operator, String tree) {
    var report = operator.run(new Command.Sync(tree, false, false), Progress.SILENT);
    log.info("sync {}: {}, {} requests", tree, report.outcome(), report.requests());
    report.releases().stream()
        .filter(r -> r.outcome().equals("failed"))
        .forEach(r -> log.error("{} was not released to {}: {}", tree, r.region(), r.message()));
  }

  /** Carries out commands in this process. */
  public Operator operator() {
    return operator;
  }

  /** The address of each region's edge, as clients see it. */
  public Map<String, String> edgeUrls() {
    return regions.urls();
  }

  /** The certificates of the edges that speak TLS. */
  public Map<String, Report.TlsStatus> edgeTls() {
    return regions.tls();
  }

  /** The EC2 endpoints of the lab cloud's regions. */
  public Map<String, URI> cloudUrls() {
    return cloud.map(LabCloud::endpoints).orElse(Map.of());
  }

  /** Where those regions serve buckets that serve any. */
  public Map<String, URI> s3Urls() {
    return cloud.map(LabCloud::s3Endpoints).orElse(Map.of());
  }

  /** Where mirror lists are answered. */
  public Optional<String> steeringUrl() {
    return Optional.of(steering.url());
  }

  /** How many requests each region's edge has answered. */
  public Map<String, Long> requestsServed() {
    return regions.requestsServed();
  }

  /** Lets answers under way end for a moment, then stops all parts, the newest first. */
  @Override
  public void close() {
    parts.close();
  }

  private record Facts(
      RegionServers regions,
      SteeringServer steering,
      SteeringUpdates updates,
      Optional<LabCloud> cloud)
      implements ServerFacts {
    @Override
    public Optional<Long> pid() {
      return Optional.of(ProcessHandle.current().pid());
    }

    @Override
    public Map<String, String> edgeUrls() {
      return regions.urls();
    }

    @Override
    public Optional<String> steeringUrl() {
      return Optional.of(steering.url());
    }

    @Override
    public Map<String, Report.TlsStatus> edgeTls() {
      return regions.tls();
    }

    @Override
    public Optional<Report.TlsStatus> steeringTls() {
      return steering.tls();
    }

    @Override
    public void released() {
      regions.refreshNow();
      updates.publish();
    }
  }
}
