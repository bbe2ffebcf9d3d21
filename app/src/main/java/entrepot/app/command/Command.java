package entrepot.app.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something Entrepot can be asked to do. {@code R} is what it reports. */
public sealed interface Command<R extends Report> {
  /** Its word on the command line and in the admin API. */
  String name();

  /** The class of its report. */
  Class<R> report();

  /** Asks upstream for what changed and makes a snapshot of it. */
  record Sync(String tree, boolean allowShrink, boolean release) implements Command<Report.Synced> {
    @Override
    public String name() {
      return "sync";
    }

    @Override
    public Class<Report.Synced> report() {
      return Report.Synced.class;
    }
  }

  /** Lists the snapshots of a tree. */
  record Snapshots(String tree, int limit) implements Command<Report.SnapshotList> {
    @Override
    public String name() {
      return "snapshots";
    }

    @Override
    public Class<Report.SnapshotList> report() {
      return Report.SnapshotList.class;
    }
  }

  /** Compares two snapshots, each given by (the beginning of) its digest or as {@code latest}. */
  record Diff(String tree, String from, String to, int limit)
      implements Command<Report.Difference> {
    @Override
    public String name() {
      return "diff";
    }

    @Override
    public Class<Report.Difference> report() {
      return Report.Difference.class;
    }
  }

  /** Releases a snapshot to regions; none named: to all that the tree is configured for. */
  record Release(
      String tree, String snapshot, List<String> regions, Optional<Long> tolerance, String note)
      implements Command<Report.Releases> {
    public Release {
      regions = List.copyOf(regions);
    }

    @Override
    public String name() {
      return "release";
    }

    @Override
    public Class<Report.Releases> report() {
      return Report.Releases.class;
    }
  }

  /** Moves regions back: to the snapshot before, or to the one named. */
  record Rollback(String tree, Optional<String> snapshot, List<String> regions, String note)
      implements Command<Report.Releases> {
    public Rollback {
      regions = List.copyOf(regions);
    }

    @Override
    public String name() {
      return "rollback";
    }

    @Override
    public Class<Report.Releases> report() {
      return Report.Releases.class;
    }
  }

  /**
   * Forbids a file in regions, or allows it again.
   *
   * @param tree the tree of the path; empty where {@code what} is a digest
   * @param what a path of the tree, or {@code <algorithm>:<hex>}: that content under any name
   */
  record Revoke(String tree, String what, String reason, boolean undo, List<String> regions)
      implements Command<Report.Releases> {
    public Revoke {
      regions = List.copyOf(regions);
    }

    @Override
    public String name() {
      return "revoke";
    }

    @Override
    public Class<Report.Releases> report() {
      return Report.Releases.class;
    }
  }

  /**
   * Announces that something is to go.
   *
   * @param path a folder of the tree; empty: the whole tree
   * @param unlisted from when on no mirror list names it; absent: as {@code on}
   * @param note for clients: why, and what to use instead
   */
  record Retire(String tree, String path, Instant on, Optional<Instant> unlisted, String note)
      implements Command<Report.Retirements> {
    @Override
    public String name() {
      return "retire";
    }

    @Override
    public Class<Report.Retirements> report() {
      return Report.Retirements.class;
    }

    /** As people write it. */
    public String subject() {
      return path.isEmpty() ? tree : tree + "/" + path;
    }
  }

  /** Takes that back. */
  record RetireCancel(String tree, String path) implements Command<Report.Retirements> {
    @Override
    public String name() {
      return "retire-cancel";
    }

    @Override
    public Class<Report.Retirements> report() {
      return Report.Retirements.class;
    }

    /** As people write it. */
    public String subject() {
      return path.isEmpty() ? tree : tree + "/" + path;
    }
  }

  /** Lists what was announced to go, newest first. */
  record Retirements() implements Command<Report.Retirements> {
    @Override
    public String name() {
      return "retirements";
    }

    @Override
    public Class<Report.Retirements> report() {
      return Report.Retirements.class;
    }
  }

  /** Lists the keys that sign heads. */
  record Keys() implements Command<Report.Keys> {
    @Override
    public String name() {
      return "keys";
    }

    @Override
    public Class<Report.Keys> report() {
      return Report.Keys.class;
    }
  }

  /** Adds a key and signs all heads with it too. */
  record KeysRotate() implements Command<Report.Keys> {
    @Override
    public String name() {
      return "keys-rotate";
    }

    @Override
    public Class<Report.Keys> report() {
      return Report.Keys.class;
    }
  }

  /** Destroys a key that signs; the last one stays. */
  record KeysRetire(String id) implements Command<Report.Keys> {
    @Override
    public String name() {
      return "keys-retire";
    }

    @Override
    public Class<Report.Keys> report() {
      return Report.Keys.class;
    }
  }

  /** Lists what was done, newest first. */
  record Journal(int limit) implements Command<Report.JournalPage> {
    @Override
    public String name() {
      return "journal";
    }

    @Override
    public Class<Report.JournalPage> report() {
      return Report.JournalPage.class;
    }
  }

  /** Forgets old snapshots in regions and store, and gives back the space of what nobody needs. */
  record Prune() implements Command<Report.Pruned> {
    @Override
    public String name() {
      return "prune";
    }

    @Override
    public Class<Report.Pruned> report() {
      return Report.Pruned.class;
    }
  }

  /**
   * Compares what buckets have with what their heads say.
   *
   * @param regions whose; none: all that have a bucket
   * @param repair puts right what is found
   */
  record Audit(List<String> regions, Optional<String> tree, boolean repair)
      implements Command<Report.Audited> {
    public Audit {
      regions = List.copyOf(regions);
    }

    @Override
    public String name() {
      return "audit";
    }

    @Override
    public Class<Report.Audited> report() {
      return Report.Audited.class;
    }
  }

  /**
   * Fetches the files of a tree's latest snapshot that are there on demand only.
   *
   * @param path a file or folder; absent: all
   */
  record Materialize(String tree, Optional<String> path) implements Command<Report.Materialized> {
    @Override
    public String name() {
      return "materialize";
    }

    @Override
    public Class<Report.Materialized> report() {
      return Report.Materialized.class;
    }
  }

  /**
   * Builds the wheels that a tree lacks.
   *
   * @param platforms to build for; none: all of the tree
   * @param newBuilders with Debian's packages of today
   * @param release to the tree's regions afterwards, whatever its configuration says
   */
  record WheelsBuild(String tree, List<String> platforms, boolean newBuilders, boolean release)
      implements Command<Report.WheelsBuilt> {
    public WheelsBuild {
      platforms = List.copyOf(platforms);
    }

    @Override
    public String name() {
      return "wheels-build";
    }

    @Override
    public Class<Report.WheelsBuilt> report() {
      return Report.WheelsBuilt.class;
    }
  }

  /** Lists what became of each constraint in the last run. */
  record WheelsList(String tree) implements Command<Report.WheelList> {
    @Override
    public String name() {
      return "wheels-list";
    }

    @Override
    public Class<Report.WheelList> report() {
      return Report.WheelList.class;
    }
  }

  /** Shows what a project's last build printed. */
  record WheelsLog(String tree, Optional<String> platform, String project)
      implements Command<Report.WheelLog> {
    @Override
    public String name() {
      return "wheels-log";
    }

    @Override
    public Class<Report.WheelLog> report() {
      return Report.WheelLog.class;
    }
  }

  /** Tells what stands in the lab cloud. */
  record CloudStatus() implements Command<Report.CloudStatus> {
    @Override
    public String name() {
      return "cloud-status";
    }

    @Override
    public Class<Report.CloudStatus> report() {
      return Report.CloudStatus.class;
    }
  }

  /** Lists the EC2 actions that the lab cloud answers. */
  record CloudActions() implements Command<Report.CloudActionList> {
    @Override
    public String name() {
      return "cloud-actions";
    }

    @Override
    public Class<Report.CloudActionList> report() {
      return Report.CloudActionList.class;
    }
  }

  /** Tells what accounts used of the lab cloud. */
  record CloudUsage() implements Command<Report.CloudUsage> {
    @Override
    public String name() {
      return "cloud-usage";
    }

    @Override
    public Class<Report.CloudUsage> report() {
      return Report.CloudUsage.class;
    }
  }

  /** Ends the lab cloud's machines and takes its networks down. */
  record CloudDown() implements Command<Report.CloudEnded> {
    @Override
    public String name() {
      return "cloud-down";
    }

    @Override
    public Class<Report.CloudEnded> report() {
      return Report.CloudEnded.class;
    }
  }

  /**
   * Makes an image of the lab cloud of a file.
   *
   * @param file absolute, on the server's machine
   * @param kind {@code machine}, {@code kernel} or {@code ramdisk}
   * @param format {@code raw} or {@code qcow2}: it is never guessed
   * @param account whose it is; absent: the first that is configured
   * @param volumeRoot whether instances get a volume as their root
   */
  record CloudImport(
      String region,
      String file,
      String kind,
      String format,
      String imageName,
      String architecture,
      Optional<String> account,
      boolean volumeRoot,
      Optional<String> kernel,
      Optional<String> ramdisk,
      boolean everybody)
      implements Command<Report.CloudImported> {
    @Override
    public String name() {
      return "cloud-import";
    }

    @Override
    public Class<Report.CloudImported> report() {
      return Report.CloudImported.class;
    }
  }

  /**
   * Builds an image to begin with, and imports it.
   *
   * @param region of the lab cloud, to import it into; absent: the only one, if it is not to be
   *     written to a file
   * @param tiny busybox instead of Debian
   * @param source the folder that has {@code dists/} in it; absent: the region's own mirror, else
   *     what this machine's apt is configured with
   * @param architecture {@code amd64} or {@code i386}
   * @param keyring a file on the server's machine, of who signs the source
   * @param client the client kit's package, a file on the server's machine
   * @param output a file for it, on the server's machine
   * @param bytes of the image's disk
   */
  record CloudQuickstartImage(
      Optional<String> region,
      boolean tiny,
      Optional<String> source,
      Optional<String> suite,
      String architecture,
      Optional<String> keyring,
      Optional<String> client,
      Optional<String> output,
      Optional<String> imageName,
      Optional<Long> bytes)
      implements Command<Report.CloudQuickstartImage> {
    @Override
    public String name() {
      return "cloud-quickstart-image";
    }

    @Override
    public Class<Report.CloudQuickstartImage> report() {
      return Report.CloudQuickstartImage.class;
    }
  }

  /** Tells what stands. */
  record Status() implements Command<Report.Status> {
    @Override
    public String name() {
      return "status";
    }

    @Override
    public Class<Report.Status> report() {
      return Report.Status.class;
    }
  }
}
