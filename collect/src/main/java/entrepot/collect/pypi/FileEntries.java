package entrepot.collect.pypi;

import entrepot.collect.python.ProjectFile;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes lazy entries of what a page names: distributions, and their core metadata. */
final class FileEntries {
  private static final String METADATA = ".metadata";
  private static final String WHEEL_TYPE = "application/octet-stream";

  private final PypiPolicy policy;
  private final long now;

  /** {@code now} is the modification time of files without an upload time. */
  FileEntries(PypiPolicy policy, long now) {
    this.policy = policy;
    this.now = now;
  }

  /** The entries of a file, which has a digest. */
  List<Entry> of(String project, ProjectFile file) {
    TreePath path = TreePaths.file(project, file);
    long time = file.uploadTime().map(Instant::getEpochSecond).orElse(now);
    List<Entry> entries = new ArrayList<>(2);
    if (policy != PypiPolicy.METADATA) {
      Entry entry =
          lazy(path, file.size().orElse(Entry.UNKNOWN_SIZE), time, file.hashes(), file.url());
      entries.add(
          file.filename().endsWith(".whl") ? entry.with(Extension.MEDIA_TYPE, WHEEL_TYPE) : entry);
    }
    if (file.coreMetadata().present()) {
      entries.add(
          lazy(
                  TreePath.of(path + METADATA),
                  Entry.UNKNOWN_SIZE,
                  time,
                  file.coreMetadata().digests(),
                  metadata(file.url()))
              .with(Extension.MEDIA_TYPE, "text/plain"));
    }
    return entries;
  }

  private static Entry lazy(TreePath path, long size, long time, List<Digest> digests, URI at) {
    return Entry.lazy(path, Role.PAYLOAD, size, time, digests)
        .with(Extension.LOCATOR, at.toString());
  }

  /** Beside the file, as PEP 658 has it: behind the path, before a query. */
  private static URI metadata(URI file) {
    String address = file.toString();
    int query = address.indexOf('?');
    return URI.create(
        query < 0
            ? address + METADATA
            : address.substring(0, query) + METADATA + address.substring(query));
  }
}
