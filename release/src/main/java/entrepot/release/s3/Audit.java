package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists the objects of a tree beside what its head says should be there, both in the order of their
 * names, and asks each what it says of itself. The one who lists: what it finds, nobody meant.
 */
final class Audit {
  private final BucketObjects objects;
  private final Names names;
  private final View view;
  private final int parallel;
  private final Drift drift;

  /** Python's folders whose own name was listed, and whose page was not yet. */
  private final Set<String> pages = new HashSet<>();

  Audit(BucketObjects objects, Names names, View view, int parallel, Drift drift) {
    this.objects = objects;
    this.names = names;
    this.view = view;
    this.parallel = parallel;
    this.drift = drift;
  }

  /** Compares; puts right what is wrong where there is a {@code repair}. */
  void run(Optional<Placing> repair) {
    String folder = names.tree(view.tree());
    Iterator<Entry> expected = new Expected(view);
    Iterator<S3Object> listed = objects.list(folder);
    try (Requests requests = new Requests(parallel)) {
      Entry entry = next(expected);
      S3Object object = next(listed);
      while (entry != null || object != null) {
        byte[] there = object == null ? null : utf8(object.key().substring(folder.length()));
        int order =
            there == null
                ? -1
                : entry == null ? 1 : Arrays.compareUnsigned(entry.path().utf8(), there);
        S3Object found = order >= 0 ? object : null;
        if (order > 0 && found != null) {
          unexpected(found, requests, repair);
        } else if (entry != null) {
          expected(entry, found, requests, repair);
        }
        entry = order <= 0 ? next(expected) : entry;
        object = order >= 0 ? next(listed) : object;
      }
      requests.await();
    }
  }

  private static <T> @Nullable T next(Iterator<T> all) {
    return all.hasNext() ? all.next() : null;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void unexpected(S3Object object, Requests requests, Optional<Placing> repair) {
    String name = object.key().substring(names.tree(view.tree()).length());
    if (name.isEmpty() || name.endsWith("/")) {
      String folder = name.isEmpty() ? "" : name.substring(0, name.length() - 1);
      Optional<Entry> page = permitted(folder) ? view.page(folder) : Optional.empty();
      if (page.isPresent()) {
        pages.add(folder);
        compare(object.key(), object.size(), page.get(), requests, repair);
        return;
      }
    }
    drift.add(Drift.Kind.FOREIGN, object.key(), "nothing of this name is published");
    remove(object.key(), requests, repair);
  }

  private static boolean permitted(String folder) {
    try {
      return folder.isEmpty() || TreePath.of(folder).length() > 0;
    } catch (entrepot.kit.InvalidPath _) {
      return false;
    }
  }

  private void expected(
      Entry entry, @Nullable S3Object object, Requests requests, Optional<Placing> repair) {
    String key = names.file(view.tree(), entry.path());
    boolean wanted = view.at(entry.path()).isPresent();
    if (!wanted) {
      if (object != null) {
        drift.add(Drift.Kind.STALE, key, "its time is over, or it is revoked");
        remove(key, requests, repair);
      }
      return;
    }
    if (object == null) {
      missing(key, entry, requests, repair);
    } else {
      compare(key, object.size(), entry, requests, repair);
    }
    if (View.isPage(entry.path())) {
      String folder = View.folderOf(entry.path()).orElseThrow();
      if (view.page(folder).isPresent() && !pages.remove(folder)) {
        missing(names.folder(view.tree(), folder), entry, requests, repair);
      }
    }
  }

  private void missing(String key, Entry entry, Requests requests, Optional<Placing> repair) {
    drift.add(Drift.Kind.MISSING, key, "it is not in the bucket");
    place(key, entry, requests, repair);
  }

  private void compare(
      String key, long size, Entry entry, Requests requests, Optional<Placing> repair) {
    requests.begin(() -> {
      drift.checked(1);
      Optional<Found> found = objects.find(key);
      String remark = found.map(object -> deviation(object, size, entry)).orElse("it is gone now");
      if (!remark.isEmpty()) {
        drift.add(Drift.Kind.DIFFERING, key, remark);
        repair.ifPresent(placing -> {
          placing.place(key, entry, true);
          drift.mended();
        });
      }
    });
  }

  private static String deviation(Found found, long listed, Entry entry) {
    Digest sha256 = entry.sha256().orElse(null);
    if (sha256 != null && !found.sha256().equals(sha256.hex())) {
      return "it says that its content is " + (found.sha256().isEmpty() ? "?" : found.sha256());
    }
    if (found.sha256().isEmpty()) {
      return "it does not say what its content is";
    }
    if (entry.size() != Entry.UNKNOWN_SIZE && entry.size() != listed) {
      return "it has %,d bytes instead of %,d".formatted(listed, entry.size());
    }
    Headers headers = Headers.of(entry, Digest.sha256(found.sha256()));
    return found.is(headers, listed)
        ? ""
        : "it is %s, %s instead of %s, %s"
            .formatted(
                found.mediaType(),
                found.cacheControl(),
                headers.mediaType(),
                headers.cacheControl());
  }

  private void place(String key, Entry entry, Requests requests, Optional<Placing> repair) {
    repair.ifPresent(placing ->
        requests.begin(() -> {
          placing.place(key, entry, false);
          drift.mended();
        }));
  }

  private void remove(String key, Requests requests, Optional<Placing> repair) {
    repair.ifPresent(_ ->
        requests.begin(() -> {
          objects.delete(List.of(key));
          drift.mended();
        }));
  }
}
