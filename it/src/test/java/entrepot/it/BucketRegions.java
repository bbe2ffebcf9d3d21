package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.Installation;
import entrepot.kit.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A bucket that clients read themselves; nothing of ours stands between. */
final class BucketRegions implements ServedRegions {
  private final BucketRegion west;
  private final BucketRegion fresh;
  private final Pattern points;

  /** Kills at those points whose names match. */
  BucketRegions(Ceph ceph, Path folder, String points) {
    this.points = Pattern.compile(points);
    west = new BucketRegion(ceph, "west", folder);
    fresh = new BucketRegion(ceph, "fresh", folder);
    west.readableFrom("127.0.0.0/8");
  }

  /** With few kills of short runs, one more than half is often missed on a busy machine. */
  @Override
  public int killsThatLand(int instants) {
    return instants / 2;
  }

  /** Fewer kills than elsewhere, and a gateway that is slower than an edge. */
  @Override
  public long filesRead(int instants) {
    return 20L * instants + 1;
  }

  @Override
  public String configuration() {
    return west.yaml();
  }

  @Override
  public void serve(Installation installation) {}

  @Override
  public List<String> trees(String tree) {
    return List.of(west.tree(tree));
  }

  @Override
  public void refresh() {}

  @Override
  public List<CrashPoint> points() {
    return Stream.of(CrashPoint.values())
        .filter(point -> points.matcher(point.name()).matches())
        .toList();
  }

  /** A region that is published to for the first time now must not differ, but for the carry. */
  @Override
  public void atTheEnd(Installation installation, Vendor<?> vendor) {
    try {
      String before = Files.readString(installation.file());
      Files.writeString(
          installation.file(),
          before.replace("\nregions:\n", "\nregions:\n" + fresh.yaml().indent(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    installation.run(
        new Command.Release(vendor.tree(), "latest", List.of("fresh"), Optional.empty(), ""));
    Map<String, String> published = fresh.objects();
    assertThat(published).hasSizeGreaterThan(vendor.repository.names().size());
    assertThat(west.objects()).containsAllEntriesOf(published);
  }

  @Override
  public void close() {
    west.close();
    fresh.close();
  }
}
