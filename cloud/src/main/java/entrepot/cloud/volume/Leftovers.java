package entrepot.cloud.volume;

import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Removes files that no row needs any more. */
final class Leftovers {
  private final Book book;
  private final Storage storage;

  Leftovers(Book book, Storage storage) {
    this.book = book;
    this.storage = storage;
  }

  /** Files of volumes that are not recorded; at the start alone, when nothing is being made. */
  void volumes() {
    for (Path file : storage.volumeFiles()) {
      if (book.find(Kind.VOLUME, id(file)).isEmpty()) {
        storage.remove(file);
      }
    }
  }

  /** Files of snapshots that are neither recorded nor overlaid by a volume. */
  void snapshots() {
    for (Path file : storage.snapshotFiles()) {
      String id = id(file);
      if (id.startsWith("snap-")
          && book.find(Kind.SNAPSHOT, id).isEmpty()
          && book.all(Kind.VOLUME).stream()
              .noneMatch(row -> row.note(Volumes.BACKING).filter(id::equals).isPresent())) {
        storage.remove(file);
      }
    }
  }

  /** Files of images that are not recorded and that no instance still stands on. */
  void images() {
    Set<String> used = new HashSet<>();
    for (Row<Instance> row : book.all(Kind.INSTANCE)) {
      Instance value = row.value();
      if (value.state() != null && !InstanceStateName.TERMINATED.equals(value.state().name())) {
        Stream.of(value.imageId(), value.kernelId(), value.ramdiskId())
            .filter(id -> id != null)
            .forEach(used::add);
      }
    }
    for (Path file : storage.imageFiles()) {
      String id = id(file);
      if (id.matches("a[mkr]i-.*") && !used.contains(id) && book.find(Kind.IMAGE, id).isEmpty()) {
        storage.remove(file);
      }
    }
  }

  /** Parts that nobody makes any more; at the start alone. */
  static void parts(Iterable<Path> files, Storage storage) {
    for (Path file : files) {
      if (file.getFileName().toString().endsWith(".part")) {
        storage.remove(file);
      }
    }
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
