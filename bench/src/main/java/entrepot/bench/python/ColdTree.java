package entrepot.bench.python;

import entrepot.collect.python.ListedProject;
import entrepot.collect.python.ProjectList;
import entrepot.collect.python.ProjectListWriter;
import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * Writes the tree that a first run over the synthetic index makes, but for the bytes of its pages:
 * the same entries in the same nodes, and the list of projects, which is the collector's memory.
 */
final class ColdTree {
  private static final long TIME = 1_740_823_200L;
  private static final String[] PAGES = {"index.html", "index.v1_html", "index.v1_json"};
  private static final String[] TYPES = {
    "text/html", "application/vnd.pypi.simple.v1+html", "application/vnd.pypi.simple.v1+json"
  };

  private final Store store;
  private final int projects;
  private final String origin;

  ColdTree(Store store, int projects, String origin) {
    this.store = store;
    this.projects = projects;
    this.origin = origin;
  }

  /** The root of its manifest. */
  Digest write() throws IOException {
    byte[] list = list();
    store.backend().put(Key.blob(Digest.sha256Of(list)), list);
    return store.manifests().build(new Entries(list));
  }

  private byte[] list() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OptionalLong latest = OptionalLong.of(serial(projects - 1));
    try (ProjectListWriter writer = ProjectList.json(out, latest)) {
      for (int i = 0; i < projects; i++) {
        writer.add(
            new ListedProject(
                new ProjectName(new SyntheticProject(i, 0).name()), OptionalLong.of(serial(i))));
      }
    }
    return out.toByteArray();
  }

  private long serial(int number) {
    return new SyntheticProject(number, 0).serial(projects);
  }

  /** Ascending: packages, then the lists, then the pages. */
  private final class Entries implements Iterator<Entry> {
    private final byte[] list;
    private final Deque<Entry> ahead = new ArrayDeque<>();
    private int next;

    Entries(byte[] list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      while (ahead.isEmpty() && next <= 2 * projects) {
        ahead.addAll(next < projects ? files(next) : next == projects ? lists() : pages(next));
        next++;
      }
      return !ahead.isEmpty();
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ahead.remove();
    }

    private List<Entry> lists() {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < PAGES.length; i++) {
        entries.add(page("simple", i, Role.ENTRY_POINT, list.length, Digest.sha256Of(list)));
      }
      return entries;
    }

    private List<Entry> pages(int index) {
      String name = new SyntheticProject(index - projects - 1, 0).name();
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < PAGES.length; i++) {
        Digest any = Digest.sha256Of((name + i / 2).getBytes(StandardCharsets.UTF_8));
        entries.add(page("simple/" + name, i, Role.INDEX, 4_000, any));
      }
      return entries;
    }

    private Entry page(String folder, int page, Role role, long size, Digest sha256) {
      return Entry.present(TreePath.of(folder + "/" + PAGES[page]), role, size, TIME, sha256)
          .with(Extension.GROUP, folder)
          .with(Extension.MEDIA_TYPE, TYPES[page]);
    }

    private List<Entry> files(int number) {
      SyntheticProject project = new SyntheticProject(number, 0);
      List<Entry> entries = new ArrayList<>();
      for (int file = 0; file < project.files(); file++) {
        Digest sha256 = project.sha256(file);
        String path =
            "packages/%s/%s/%s".formatted(project.name(), sha256.brief(), project.fileName(file));
        String locator = origin + project.address(file);
        entries.add(lazy(path, project.size(file), sha256, locator, "application/octet-stream"));
        entries.add(
            lazy(
                path + ".metadata",
                Entry.UNKNOWN_SIZE,
                sha256,
                locator + ".metadata",
                "text/plain"));
      }
      entries.sort(Comparator.comparing(Entry::path));
      return entries;
    }

    private Entry lazy(String path, long size, Digest sha256, String locator, String type) {
      return Entry.lazy(TreePath.of(path), Role.PAYLOAD, size, TIME, List.of(sha256))
          .with(Extension.LOCATOR, locator)
          .with(Extension.MEDIA_TYPE, type);
    }
  }
}
