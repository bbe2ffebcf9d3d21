package entrepot.release;

import entrepot.kit.Digest;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.State;
import entrepot.store.manifest.Summary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What a snapshot changes, counted; and the first few entries that would newly be missing. */
final class Difference {
  private static final int SHOWN = 10;

  private long added;
  private long removed;
  private long modified;
  private long bytes;
  private long newlyMissing;
  private final List<String> shown = new ArrayList<>();

  private Difference() {}

  static Difference between(Manifests manifests, Optional<Digest> served, Digest snapshot) {
    Difference difference = new Difference();
    if (served.isPresent()) {
      manifests.diff(served.get(), snapshot, difference::count);
    } else {
      difference.first(manifests, snapshot);
    }
    return difference;
  }

  private void first(Manifests manifests, Digest snapshot) {
    Summary summary = manifests.summary(snapshot);
    added = summary.entries();
    bytes = summary.bytes();
    newlyMissing = summary.missing();
    Iterator<Entry> entries = manifests.entries(snapshot);
    while (shown.size() < Math.min(SHOWN, newlyMissing) && entries.hasNext()) {
      show(entries.next());
    }
  }

  private void count(Change change) {
    switch (change) {
      case Change.Added(Entry entry) -> {
        added++;
        came(entry);
        missing(entry);
      }
      case Change.Modified(Entry before, Entry after) -> {
        modified++;
        came(after);
        if (before.state() != State.MISSING) {
          missing(after);
        }
      }
      case Change.Removed _ -> removed++;
    }
  }

  private void came(Entry entry) {
    bytes += Math.max(0, entry.size());
  }

  private void missing(Entry entry) {
    if (entry.state() == State.MISSING) {
      newlyMissing++;
      show(entry);
    }
  }

  private void show(Entry entry) {
    if (entry.state() == State.MISSING && shown.size() < SHOWN) {
      String reason = entry.text(Extension.REASON).orElse("no reason given");
      shown.add(entry.path() + " (" + reason + ")");
    }
  }

  long added() {
    return added;
  }

  long removed() {
    return removed;
  }

  long modified() {
    return modified;
  }

  long bytes() {
    return bytes;
  }

  long newlyMissing() {
    return newlyMissing;
  }

  List<String> shown() {
    return shown;
  }
}
