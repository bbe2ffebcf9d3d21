package entrepot.collect.pypi;

import entrepot.collect.python.IndexFormat;
import entrepot.collect.python.ListLimits;
import entrepot.collect.python.ListedProject;
import entrepot.collect.python.ProjectList;
import entrepot.collect.python.ProjectListReader;
import entrepot.collect.python.ProjectListWriter;
import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Our own list of projects. Its JSON form has the serial that is held of each, and so is the
 * collector's memory: what the upstream's list says otherwise has changed.
 */
final class OwnList {
  private static final TreePath FOLDER = TreePath.of(TreePaths.SIMPLE);

  /** Where its JSON form lies. */
  static final TreePath JSON = TreePath.of(TreePaths.SIMPLE + "/" + IndexFile.JSON.fileName());

  private final Store store;

  OwnList(Store store) {
    this.store = store;
  }

  /** The projects that a tree has, in order. */
  SerialList read(Digest root) {
    SerialList projects = new SerialList();
    Optional<Entry> json = store.manifests().find(root, JSON);
    if (json.isEmpty()) {
      return projects;
    }
    Key blob = Key.blob(json.get().sha256().orElseThrow());
    try (ProjectListReader reader =
        ProjectList.read(
            store.backend().open(blob, 0), IndexFormat.JSON, JSON.toString(), ListLimits.DEFAULT)) {
      for (Optional<ListedProject> next = reader.next(); next.isPresent(); next = reader.next()) {
        projects.add(next.get().name().value(), next.get().serial().orElse(SerialList.UNKNOWN));
      }
      projects.sort();
      return projects;
    } catch (IOException e) {
      throw new UncheckedIOException("reading our own list of projects", e);
    }
  }

  /** Writes the list of a table's projects; the entries of its files. */
  List<Entry> write(ProjectTable table, PageEntries pages) {
    Written html = write(table, pages, IndexFormat.HTML);
    Written json = write(table, pages, IndexFormat.JSON);
    List<Entry> entries = new ArrayList<>();
    for (IndexFile file : IndexFile.values()) {
      Written written = file.format() == IndexFormat.JSON ? json : html;
      entries.add(pages.entry(FOLDER, file, Role.ENTRY_POINT, written.size, written.sha256));
    }
    return entries;
  }

  private record Written(long size, Digest sha256) {}

  private Written write(ProjectTable table, PageEntries pages, IndexFormat format) {
    MessageDigest hash = Digest.Algorithm.SHA256.hash();
    try (Staging staging = pages.stage()) {
      OutputStream out =
          new DigestOutputStream(new BufferedOutputStream(unclosed(staging), 1 << 16), hash);
      try (ProjectListWriter writer =
          format == IndexFormat.JSON
              ? ProjectList.json(out, latest(table))
              : ProjectList.html(out)) {
        for (int i = 0; i < table.size(); i++) {
          if (table.held(i) != SerialList.DROPPED) {
            writer.add(new ListedProject(new ProjectName(table.project(i)), serial(table.held(i))));
          }
        }
      }
      Digest sha256 = Digest.of(Digest.Algorithm.SHA256, hash.digest());
      long size = staging.written();
      pages.keep(staging, sha256);
      return new Written(size, sha256);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the list of projects", e);
    }
  }

  /** The newest of the serials: the upstream's own would change with what is not carried. */
  private static OptionalLong latest(ProjectTable table) {
    long latest = SerialList.UNKNOWN;
    for (int i = 0; i < table.size(); i++) {
      latest = Math.max(latest, table.held(i));
    }
    return serial(latest);
  }

  private static OptionalLong serial(long serial) {
    return serial < 0 ? OptionalLong.empty() : OptionalLong.of(serial);
  }

  /** The list is complete when its writer is closed, but then it is still to be named. */
  private static OutputStream unclosed(Staging staging) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        staging.write(bytes, offset, length);
      }
    };
  }
}
