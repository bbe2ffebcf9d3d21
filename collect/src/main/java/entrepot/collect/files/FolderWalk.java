package entrepot.collect.files;

import entrepot.collect.HeldLease;
import entrepot.collect.Quarantine;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lists the files of a folder with their stamps, reading none. Symbolic links are followed within
 * the folder; one that leads out of it, and what is no regular file, is missing with a reason.
 */
final class FolderWalk {
  /** Links to folders can multiply a tree without a circle. */
  private static final int MOST_LINKED_FOLDERS = 10_000;

  private final Path root;
  private final Quarantine quarantine;
  private final HeldLease lease;
  private final Consumer<Entry> each;
  private final Deque<Path> above = new ArrayDeque<>();
  private int linkedFolders;

  /** {@code root} is the folder's real path; {@code each} gets lazy or missing entries. */
  FolderWalk(Path root, Quarantine quarantine, HeldLease lease, Consumer<Entry> each) {
    this.root = root;
    this.quarantine = quarantine;
    this.lease = lease;
    this.each = each;
  }

  void walk() {
    if (!Files.isDirectory(root)) {
      throw new FolderUnreadable(root, "it is not a folder", null);
    }
    folder(root, "");
  }

  /** {@code prefix}: the folder's path in the tree, a byte a character, with a slash. */
  private void folder(Path folder, String prefix) {
    above.push(folder);
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      for (Path file : inside) {
        lease.keep();
        String name = new String(RawPath.name(file), StandardCharsets.ISO_8859_1);
        named(file, prefix + name);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      if (folder.equals(root)) {
        throw new FolderUnreadable(folder, String.valueOf(e), e);
      }
      // It went away since its parent was listed.
    } catch (IOException e) {
      throw new FolderUnreadable(folder, String.valueOf(e), e);
    } catch (DirectoryIteratorException e) {
      throw new FolderUnreadable(folder, String.valueOf(e.getCause()), e);
    }
    above.pop();
  }

  private void named(Path file, String name) throws IOException {
    TreePath path;
    try {
      path = TreePath.ofUtf8(name.getBytes(StandardCharsets.ISO_8859_1));
    } catch (InvalidPath e) {
      quarantine.leftOut(Reported.like(name), String.valueOf(e.getMessage()));
      return;
    }
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isSymbolicLink()) {
        link(file, path, name);
      } else if (found.isDirectory()) {
        folder(file, name + "/");
      } else {
        file(file, path);
      }
    } catch (NoSuchFileException e) {
      // It went away since its folder was listed.
    }
  }

  private void file(Path file, TreePath path) throws IOException {
    Optional<Stamp> stamp = Stamp.of(file);
    if (stamp.isEmpty()) {
      missing(path, "it is neither a file nor a folder nor a link");
      return;
    }
    Stamp known = stamp.get();
    each.accept(
        Entry.lazy(path, Role.PAYLOAD, known.size(), known.modifiedSeconds(), List.of())
            .with(known.extension()));
  }

  private void link(Path link, TreePath path, String name) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (IOException e) {
      missing(path, "it is a symbolic link that leads nowhere");
      return;
    }
    if (!target.startsWith(root)) {
      missing(path, "it is a symbolic link out of the folder");
    } else if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      file(target, path);
    } else if (above.contains(target)) {
      missing(path, "it is a symbolic link to a folder that it lies in");
    } else if (++linkedFolders > MOST_LINKED_FOLDERS) {
      throw new FolderUnreadable(
          link, "more than %d links lead to folders".formatted(MOST_LINKED_FOLDERS), null);
    } else {
      folder(target, name + "/");
    }
  }

  /** No time of it, for a link's own says nothing of what it leads to. */
  private void missing(TreePath path, String reason) {
    each.accept(
        quarantine.missing(
            new Entry(
                path, Role.PAYLOAD, State.MISSING, Entry.UNKNOWN_SIZE, 0, List.of(), List.of()),
            reason));
  }
}
