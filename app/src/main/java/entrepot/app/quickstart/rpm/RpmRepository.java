package entrepot.app.quickstart.rpm;

import entrepot.kit.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/**
 * A folder that is an RPM repository: packages below {@code Packages/}, indexes in {@code
 * repodata/}, repomd.xml signed. What publishing replaces is deleted at once, as many upstreams do.
 */
public final class RpmRepository {
  private final Path folder;
  private final RpmKey key;

  /** Over a folder that need not exist yet; nothing is published before {@link #publish}. */
  public RpmRepository(Path folder, RpmKey key) {
    this.folder = folder;
    this.key = key;
    try {
      Files.createDirectories(packages());
      Files.createDirectories(repodata());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The repository's root, above {@code repodata/}. */
  public Path folder() {
    return folder;
  }

  /** Where {@link #add} puts packages; any other package file may be put there too. */
  public Path packages() {
    return folder.resolve("Packages");
  }

  /** What its packages and repomd.xml are signed with. */
  public RpmKey key() {
    return key;
  }

  /** Makes a package; it is not published yet. */
  public RpmPackage add(RpmPackageSpec spec) {
    return addAll(List.of(spec)).getFirst();
  }

  /** Makes packages on all processors; answers them in the order of their descriptions. */
  public List<RpmPackage> addAll(List<RpmPackageSpec> specs) {
    return atOnce(
        specs.stream()
            .<Callable<RpmPackage>>map(
                spec -> () -> RpmPackage.read(PackageBuild.write(spec, packages(), key)))
            .toList());
  }

  /**
   * Writes the indexes of every package that lies below the folder now, and signs repomd.xml.
   *
   * @param at revision, timestamps and signature; the collector wants it to rise
   * @return what is published, in the order of paths
   */
  public List<RpmPackage> publish(Instant at) {
    try {
      List<RpmPackage> packages =
          atOnce(
              files().stream()
                  .<Callable<RpmPackage>>map(file -> () -> RpmPackage.read(file))
                  .toList());
      List<RepodataFile.Entry> entries = index(packages);
      DurableFile.replace(repomd(), RepomdXml.of(entries, at));
      sign(at);
      forget(entries);
      return packages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new UncheckedIOException(new IOException("cannot write the indexes", e));
    }
  }

  /**
   * Publishes when a package was added, replaced or removed since, by the times of files and
   * folders; whether it has.
   *
   * @param at the present time
   */
  public boolean publishIfChanged(Instant at) {
    try {
      if (Files.exists(repomd()) && !changedSince(Files.getLastModifiedTime(repomd()))) {
        return false;
      }
      publish(at);
      // What is put there from now on is newer, although publishing took its time.
      Files.setLastModifiedTime(repomd(), FileTime.from(at));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean changedSince(FileTime published) throws IOException {
    List<Path> watched = new ArrayList<>(files());
    watched.add(packages());
    for (Path each : watched) {
      if (Files.getLastModifiedTime(each).compareTo(published) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Signs repomd.xml as it lies there, whoever wrote it. */
  public void sign(Instant at) {
    try {
      DurableFile.replace(
          repodata().resolve("repomd.xml.asc"), key.detached(Files.readAllBytes(repomd()), at));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every package file below the folder, sorted. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(".rpm")).sorted().toList();
    }
  }

  private List<RepodataFile.Entry> index(List<RpmPackage> packages)
      throws IOException, XMLStreamException {
    RepodataFile primary = new RepodataFile(repodata(), "primary");
    RepodataFile filelists = new RepodataFile(repodata(), "filelists");
    RepodataFile other = new RepodataFile(repodata(), "other");
    PrimaryXml.begin(primary.xml(), packages.size());
    FilelistsXml.begin(filelists.xml(), packages.size());
    OtherXml.begin(other.xml(), packages.size());
    for (RpmPackage each : packages) {
      PrimaryXml.write(primary.xml(), each, folder.relativize(each.file()).toString());
      FilelistsXml.write(filelists.xml(), each);
      OtherXml.write(other.xml(), each);
    }
    return List.of(primary.finish(), filelists.finish(), other.finish());
  }

  private void forget(List<RepodataFile.Entry> entries) throws IOException {
    Set<Path> named =
        entries.stream().map(entry -> folder.resolve(entry.href())).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(repodata())) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".xml.gz") && !named.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  private Path repodata() {
    return folder.resolve("repodata");
  }

  private Path repomd() {
    return repodata().resolve("repomd.xml");
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) {
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
      List<T> results = new ArrayList<>(tasks.size());
      for (Future<T> each : threads.invokeAll(tasks)) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new UncheckedIOException(cause);
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
