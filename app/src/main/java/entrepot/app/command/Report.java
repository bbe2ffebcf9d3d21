package entrepot.app.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command found or did. Its JSON form is the output of {@code --json}. */
public sealed interface Report {
  /**
   * One sync run.
   *
   * @param outcome {@code changed}, {@code unchanged}, or {@code retired}: it gets no more updates
   * @param requests how many requests went upstream
   * @param fetched bytes that came from upstream
   */
  record Synced(
      String tree,
      String outcome,
      Optional<String> snapshot,
      long entries,
      long bytes,
      long lazy,
      long missing,
      long requests,
      long fetched,
      long millis,
      List<Quarantine> quarantined,
      List<RegionRelease> releases)
      implements Report {}

  /** A file that could not be had or did not verify. */
  record Quarantine(String path, String reason) {}

  /** The snapshots of a tree, newest first. */
  record SnapshotList(String tree, List<SnapshotRow> snapshots) implements Report {}

  /** One snapshot; {@code regions} are those that serve it now. */
  record SnapshotRow(
      String snapshot,
      Instant time,
      Optional<String> parent,
      long entries,
      long bytes,
      long lazy,
      long missing,
      String who,
      List<String> regions) {}

  /** The differences of two snapshots; {@code changes} holds at most as many as were asked for. */
  record Difference(
      String tree,
      String from,
      String to,
      long added,
      long removed,
      long modified,
      long bytesAdded,
      List<ChangeRow> changes)
      implements Report {}

  /** One difference: {@code change} is {@code added}, {@code removed} or {@code modified}. */
  record ChangeRow(String change, String path, long size) {}

  /** What came of a release or rollback, a row a region. */
  record Releases(List<RegionRelease> releases) implements Report {}

  /**
   * One region's part.
   *
   * @param outcome {@code released}, {@code retired}, {@code revoked}, {@code allowed}, {@code
   *     unchanged} or {@code failed}
   * @param message a warning, or what failed; empty otherwise
   */
  record RegionRelease(
      String region,
      String tree,
      String outcome,
      long generation,
      Optional<String> from,
      Optional<String> to,
      long added,
      long removed,
      long modified,
      String message) {}

  /** What was announced to go. */
  record Retirements(List<RetirementRow> retirements) implements Report {}

  /**
   * A tree or folder that is to go, or went.
   *
   * @param path absent: the whole tree
   * @param state {@code announced}, {@code unlisted} (no mirror list names it), {@code due}, {@code
   *     removed} or {@code cancelled}
   */
  record RetirementRow(
      String tree,
      Optional<String> path,
      String state,
      Instant announced,
      String who,
      Instant unlisted,
      Instant due,
      Optional<Instant> removed,
      String note) {}

  /**
   * What heads are signed with.
   *
   * @param ids of the keys
   * @param trust the folder with their public halves, for edges
   */
  record Keys(List<String> ids, String trust) implements Report {}

  /** Acts, newest first. */
  record JournalPage(List<JournalRow> entries) implements Report {}

  /** Who did what, when, from which generation of a region to which. */
  record JournalRow(
      Instant time,
      String who,
      String act,
      String subject,
      Optional<String> region,
      Optional<Long> fromGeneration,
      Optional<Long> toGeneration,
      Map<String, String> detail) {}

  /**
   * What was given up.
   *
   * @param forgotten snapshots of the store
   * @param regions what went from each replica
   * @param deleted objects of the store that nobody needs, condemned at least a day ago
   * @param freed their bytes
   * @param condemned objects of the store that will go when nobody needs them for a day
   * @param waiting why nothing was deleted; empty when there was no such reason
   */
  record Pruned(
      int forgotten,
      List<PrunedRegion> regions,
      long deleted,
      long freed,
      long condemned,
      String waiting)
      implements Report {}

  /** What went from one replica. */
  record PrunedRegion(String region, long nodes, long blobs, long bytes) {}

  /** What was found in buckets. */
  record Audited(List<AuditedRegion> regions) implements Report {}

  /**
   * What was found in one bucket.
   *
   * @param checked objects that were looked at
   * @param missing objects that should be there
   * @param differing objects with other bytes, or that say other things of them
   * @param stale objects whose time is over, or that are revoked
   * @param foreign objects that nobody published
   * @param repaired objects that were put right
   * @param rows the first hundred of them
   * @param failure why it could not be looked at; empty where it could
   */
  record AuditedRegion(
      String region,
      long checked,
      long missing,
      long differing,
      long stale,
      long foreign,
      long repaired,
      List<AuditRow> rows,
      String failure) {}

  /** One object; {@code kind} is {@code missing}, {@code differing}, {@code stale} or so. */
  record AuditRow(String kind, String key, String remark) {}

  /**
   * What was fetched beforehand.
   *
   * @param files that are in the store now, fetched or not
   * @param failed how many are not to be had
   * @param rows the first hundred of those
   */
  record Materialized(
      String tree, String snapshot, long files, long bytes, long failed, List<Quarantine> rows)
      implements Report {}

  /**
   * One run of wheel builds.
   *
   * @param outcome {@code changed}, {@code unchanged}, or {@code refused}: a wheel failed that may
   *     not, and all that is served stays as it was
   * @param message why it was refused; empty otherwise
   * @param sync the run as any tree's; absent when it was refused
   */
  record WheelsBuilt(
      String tree, String outcome, String message, Optional<Synced> sync, List<WheelRow> wheels)
      implements Report {}

  /** What became of each constraint in the last run. */
  record WheelList(String tree, List<WheelRow> wheels) implements Report {}

  /**
   * One constraint on one platform.
   *
   * @param outcome {@code upstream}, {@code built}, {@code reused}, {@code kept} or {@code
   *     tolerated} (both failed and may), {@code failed}
   * @param file the wheel; empty where there is none
   * @param policy the widest platform tag that its native code fits, or {@code any}
   * @param libraries that it expects of the system
   * @param log the file with what its last build printed; empty where there was none
   */
  record WheelRow(
      String platform,
      String project,
      String version,
      String outcome,
      String file,
      String reason,
      String policy,
      List<String> libraries,
      String log) {}

  /** What a build printed; its end where it was long. */
  record WheelLog(String platform, String project, String text) implements Report {}

  /** What stands. */
  record Status(
      Optional<Long> server,
      List<TreeStatus> trees,
      List<RegionStatus> regions,
      Optional<String> steering,
      Optional<TlsStatus> steeringTls,
      List<RetirementRow> retirements,
      List<WorkerStatus> workers,
      List<SharedStatus> shared)
      implements Report {}

  /** A process that does parts of syncs; {@code part} is as {@code TREE NUMBER}. */
  record WorkerStatus(
      String worker, String host, long pid, Instant since, Instant seen, Optional<String> part) {}

  /** A sync under way that is shared; {@code held} are the parts being worked on. */
  record SharedStatus(
      String tree,
      long parts,
      long done,
      long held,
      long entries,
      long entriesDone,
      long bytes,
      long bytesDone) {}

  /** One tree and its last run. */
  record TreeStatus(
      String tree,
      String kind,
      String policy,
      Optional<String> snapshot,
      Optional<Instant> time,
      long entries,
      long bytes,
      Optional<String> lastRun,
      Optional<Instant> lastRunEnded,
      Optional<String> lastMessage,
      Map<String, String> validUntil) {}

  /** One region and what it serves. */
  record RegionStatus(
      String region,
      Optional<String> url,
      Optional<TlsStatus> tls,
      long generation,
      Optional<Instant> issued,
      List<ServedTree> trees) {}

  /** Where a server speaks TLS, and until when clients accept its certificate. */
  record TlsStatus(String url, String subject, Instant expires) {}

  /** What a region serves of a tree; {@code current} says whether that is the newest snapshot. */
  record ServedTree(String tree, String snapshot, Instant released, boolean current) {}

  /**
   * What stands in the lab cloud.
   *
   * @param acceleration {@code KVM} or {@code TCG}
   * @param usedMiB memory of machines that run or are about to
   * @param memoryMiB what all may have
   */
  record CloudStatus(String acceleration, int usedMiB, int memoryMiB, List<CloudRegionRow> regions)
      implements Report {}

  /**
   * One of its regions.
   *
   * @param s3 where its buckets are, if it serves any
   * @param instances how many, by their states
   */
  record CloudRegionRow(
      String region,
      String endpoint,
      Optional<String> s3,
      Map<String, Integer> instances,
      int volumes,
      int images) {}

  /** The EC2 actions that the lab cloud answers. */
  record CloudActionList(List<String> actions) implements Report {}

  /** What accounts used of the lab cloud. */
  record CloudUsage(List<CloudUsageRow> accounts) implements Report {}

  /**
   * What one account used of a region.
   *
   * @param instanceHours begun ones count
   */
  record CloudUsageRow(String region, String account, long instanceHours, double volumeGibHours) {}

  /** The image that a file became. */
  record CloudImported(String region, String image) implements Report {}

  /**
   * An image to begin with.
   *
   * @param source where its packages came from
   * @param client whether the client kit is in it
   * @param file where it was written, if that was wanted
   * @param region where it was imported, if that was wanted
   * @param image its id there
   */
  record CloudQuickstartImage(
      String imageName,
      String source,
      boolean client,
      Optional<String> file,
      Optional<String> region,
      Optional<String> image)
      implements Report {}

  /** The lab cloud is down. */
  record CloudEnded() implements Report {}
}
