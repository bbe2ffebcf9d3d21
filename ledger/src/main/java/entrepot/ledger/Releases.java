package entrepot.ledger;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What each generation of each region's head changed. */
public final class Releases {
  private final Database database;

  Releases(Database database) {
    this.database = database;
  }

  /**
   * Records a release; one that is recorded stays as it is, so that a process which died between
   * the head and this row can repeat it.
   */
  public void record(Release release) {
    database.patiently(
        "recording generation %d of %s".formatted(release.generation(), release.region()),
        (handle, _) ->
            handle
                .createUpdate(
                    """
                    insert into releases (region, generation, tree, kind, from_snapshot,
                      to_snapshot, time, who)
                    values (:region, :generation, :tree, :kind, :fromSnapshot,
                      :toSnapshot, :stored, :who)
                    on conflict (region, generation, tree) do nothing
                    """)
                .bindMethods(release)
                .bind("stored", Rows.stored(release.time()))
                .execute());
  }

  /** The last release of a tree to a region. */
  public Optional<Release> last(String region, String tree) {
    return database.read(
        "looking for the last release of '%s'".formatted(tree),
        handle ->
            handle
                .createQuery(
                    """
                    select * from releases where region = :region and tree = :tree
                    order by generation desc limit 1
                    """)
                .bind("region", region)
                .bind("tree", tree)
                .mapTo(Release.class)
                .findOne());
  }

  /** The releases to a region, newest first. */
  public List<Release> of(String region, int limit) {
    return database.read(
        "listing the releases to " + region,
        handle ->
            handle
                .createQuery(
                    """
                    select * from releases where region = :region
                    order by generation desc, tree limit :limit
                    """)
                .bind("region", region)
                .bind("limit", limit)
                .mapTo(Release.class)
                .list());
  }

  /** The releases of a tree to whatever region, newest first. */
  public List<Release> ofTree(String tree, int limit) {
    return database.read(
        "listing the releases of '%s'".formatted(tree),
        handle ->
            handle
                .createQuery(
                    """
                    select * from releases where tree = :tree
                    order by time desc, generation desc, region limit :limit
                    """)
                .bind("tree", tree)
                .bind("limit", limit)
                .mapTo(Release.class)
                .list());
  }

  /** The snapshots of a tree that some region served at that time or later. */
  public Set<Digest> servedSince(String tree, Instant since) {
    return database.read(
        "looking for what was served of '%s'".formatted(tree),
        handle ->
            handle
                .createQuery(
                    """
                    select from_snapshot as digest from releases
                    where tree = :tree and time >= :since and from_snapshot is not null
                    union
                    select to_snapshot from releases r
                    where tree = :tree and to_snapshot is not null and (time >= :since
                      or not exists (select 1 from releases later where later.region = r.region
                        and later.tree = r.tree and later.generation > r.generation))
                    """)
                .bind("tree", tree)
                .bind("since", Rows.stored(since))
                .mapTo(Digest.class)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
