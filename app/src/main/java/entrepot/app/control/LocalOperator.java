package entrepot.app.control;

import entrepot.app.cloud.CloudOperation;
import entrepot.app.cloud.QuickstartImageOperation;
import entrepot.app.command.Command;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.kit.Progress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Carries out commands in this process, which holds the state folder. */
public final class LocalOperator implements Operator {
  private final ControlPlane plane;
  private final SyncOperation sync;
  private final WheelsOperation wheels;
  private final ReleaseOperation release;
  private final SnapshotQueries snapshots;
  private final RevocationOperation revocation;
  private final RetirementOperation retirement;
  private final KeysOperation keys;
  private final StatusQuery status;
  private final CloudOperation cloud;
  private final QuickstartImageOperation quickstartImage;
  private final AutoCloseable holding;

  LocalOperator(ControlPlane plane, String who, ServerFacts server, AutoCloseable holding) {
    this.plane = plane;
    this.holding = holding;
    this.snapshots = new SnapshotQueries(plane);
    this.release = new ReleaseOperation(plane, snapshots, who, server::released);
    this.sync = new SyncOperation(plane, release, who);
    this.wheels = new WheelsOperation(plane, sync);
    this.revocation = new RevocationOperation(plane, who, server::released);
    this.retirement = new RetirementOperation(plane, who, server::released);
    this.keys = new KeysOperation(plane, who);
    this.status = new StatusQuery(plane, server, retirement);
    this.cloud =
        new CloudOperation(
            plane.configuration(),
            plane.folder().cloud(),
            plane.ledger().cloud(),
            plane.clock(),
            server::cloud);
    this.quickstartImage =
        new QuickstartImageOperation(
            plane.configuration(), plane.folder().cloud(), cloud, plane.clock(), server::edgeUrls);
  }

  /** Locks the state folder for as long as the operator is open. */
  static LocalOperator alone(Configuration configuration, InstantSource clock) {
    StateFolder folder = new StateFolder(configuration.state());
    StateFolder.Lock lock = folder.lock();
    try {
      ControlPlane plane = ControlPlane.open(configuration, folder, clock);
      return new LocalOperator(plane, Who.atTheCommandLine(), ServerFacts.NONE, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public <R extends Report> R run(Command<R> command, Progress progress) {
    return command.report().cast(carryOut(command, progress));
  }

  private Report carryOut(Command<?> command, Progress progress) {
    return switch (command) {
      case Command.Sync c -> sync.run(c, progress);
      case Command.Snapshots c -> snapshots.list(c);
      case Command.Diff c -> snapshots.diff(c);
      case Command.Release c -> release.run(c, progress);
      case Command.Rollback c -> release.rollback(c, progress);
      case Command.Revoke c -> revocation.run(c);
      case Command.Journal c -> journal(c);
      case Command.Retire c -> retirement.announce(c);
      case Command.RetireCancel c -> retirement.cancel(c);
      case Command.Retirements _ -> retirement.list();
      case Command.Keys _ -> keys.list();
      case Command.KeysRotate _ -> keys.rotate();
      case Command.KeysRetire c -> keys.retire(c);
      case Command.Prune _ -> {
        retirement.carryOutDue();
        yield new Housekeeping(plane).report();
      }
      case Command.Audit c -> new AuditOperation(plane).run(c);
      case Command.Materialize c -> new MaterializeOperation(plane).run(c, progress);
      case Command.WheelsBuild c -> wheels.build(c, progress);
      case Command.WheelsList c -> wheels.list(c);
      case Command.WheelsLog c -> wheels.log(c);
      case Command.Status _ -> status.run();
      case Command.CloudStatus _ -> cloud.status();
      case Command.CloudActions _ -> cloud.actions();
      case Command.CloudUsage _ -> cloud.usage();
      case Command.CloudImport c -> cloud.importImage(c);
      case Command.CloudQuickstartImage c -> quickstartImage.run(c, progress);
      case Command.CloudDown _ -> cloud.down();
    };
  }

  private Report.JournalPage journal(Command.Journal command) {
    return new Report.JournalPage(
        plane.ledger().journal().newest(Math.max(1, command.limit())).stream()
            .map(e ->
                new Report.JournalRow(
                    e.time(),
                    e.who(),
                    e.act(),
                    e.subject(),
                    e.region(),
                    boxed(e.fromGeneration()),
                    boxed(e.toGeneration()),
                    e.detail()))
            .toList());
  }

  private static Optional<Long> boxed(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  @Override
  public void close() {
    plane.close();
    try {
      holding.close();
    } catch (Exception e) {
      throw new IllegalStateException("giving back the state folder", e);
    }
  }
}
