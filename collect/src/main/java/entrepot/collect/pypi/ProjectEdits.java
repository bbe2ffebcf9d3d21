package entrepot.collect.pypi;

import entrepot.collect.PayloadFetch;
import entrepot.collect.python.PageWriter;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectPage;
import entrepot.collect.python.ReadPage;
import entrepot.kit.Digest;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns what was seen of one project into edits of the former tree. */
final class ProjectEdits {
  private final PypiSource source;
  private final Store store;
  private final Optional<Digest> base;
  private final PageChoice choice;
  private final FileEntries files;
  private final PageEntries pages;
  private final PayloadFetch payload;
  private final TreeEdits edits;
  private final Consumer<Entry> wanted;
  private final Balance balance;

  /**
   * Over the tree {@code base}.
   *
   * @param wanted takes the lazy entries that have to be fetched
   */
  ProjectEdits(
      PypiSource source,
      Store store,
      Optional<Digest> base,
      PageChoice choice,
      FileEntries files,
      PageEntries pages,
      PayloadFetch payload,
      TreeEdits edits,
      Consumer<Entry> wanted,
      Balance balance) {
    this.source = source;
    this.store = store;
    this.base = base;
    this.choice = choice;
    this.files = files;
    this.pages = pages;
    this.payload = payload;
    this.edits = edits;
    this.wanted = wanted;
    this.balance = balance;
  }

  /** The project is as the page says; answers the sha256 of our JSON page. */
  Digest page(String project, ReadPage read, OptionalLong serial) {
    FormerProject former = new FormerProject(store.manifests(), base, project);
    ProjectPage page = choice.of(read, serial);
    ProjectPage kept = kept(read, former);
    Draft draft = new Draft();
    for (ProjectFile file : page.files()) {
      files.of(project, file).forEach(entry -> draft.put(entry, former.take(entry.path())));
    }
    for (ProjectFile file : kept.files()) {
      files.of(project, file).forEach(entry -> former.take(entry.path()));
    }
    Digest sha256 =
        pages(
            project,
            page.with(joined(page.files(), kept.files()), joined(page.versions(), kept.versions())),
            former,
            draft);
    former.left().forEach(draft::remove);
    draft.take();
    return sha256;
  }

  /** What the upstream removed and stays: its entries are as they were. */
  private ProjectPage kept(ReadPage read, FormerProject former) {
    return source.removals() == Removals.FOLLOW
        ? read.page().with(List.of(), List.of())
        : choice.of(new RemovedFiles(store.backend()).of(read, former));
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).distinct().toList();
  }

  /** Nothing of the project stays. */
  void remove(String project) {
    Draft draft = new Draft();
    new FormerProject(store.manifests(), base, project).left().forEach(draft::remove);
    draft.take();
  }

  private Digest pages(String project, ProjectPage page, FormerProject former, Draft draft) {
    Function<ProjectFile, String> path = file -> "../../" + TreePaths.file(project, file);
    boolean elsewhere = source.policy() == PypiPolicy.METADATA;
    byte[] html = elsewhere ? PageWriter.htmlToOrigin(page) : PageWriter.html(page, path);
    byte[] json = elsewhere ? PageWriter.jsonToOrigin(page) : PageWriter.json(page, path);
    Digest htmlDigest = Digest.sha256Of(html);
    Digest jsonDigest = Digest.sha256Of(json);
    for (IndexFile file : IndexFile.values()) {
      boolean isJson = file == IndexFile.JSON;
      byte[] content = isJson ? json : html;
      Digest sha256 = isJson ? jsonDigest : htmlDigest;
      Entry entry = pages.entry(TreePaths.pages(project), file, Role.INDEX, content.length, sha256);
      Optional<Entry> before = former.take(entry.path());
      if (before.filter(known -> known.sha256().equals(entry.sha256())).isEmpty()) {
        pages.keep(content);
      }
      draft.put(entry, before);
    }
    return jsonDigest;
  }

  /** The edits of one project, which are made together or not at all. */
  private final class Draft {
    private final List<Entry> puts = new ArrayList<>();
    private final List<Entry> fetches = new ArrayList<>();
    private final List<Entry> removals = new ArrayList<>();
    private long entriesMore;
    private long bytesMore;

    void put(Entry now, Optional<Entry> former) {
      Optional<Entry> same = former.filter(known -> isSame(known, now));
      Entry aged = same.map(known -> now.modified(known.mtime())).orElse(now);
      boolean fetched = source.policy() != PypiPolicy.ON_DEMAND && aged.state() == State.LAZY;
      Optional<Entry> here = fetched ? payload.here(aged, same) : Optional.of(aged);
      if (here.isEmpty()) {
        fetches.add(aged);
      } else if (!former.equals(here)) {
        puts.add(here.get());
      }
      long before = former.map(known -> Math.max(0, known.size())).orElse(0L);
      entriesMore += former.isEmpty() ? 1 : 0;
      // What no page gives the size of keeps the size that it had.
      bytesMore += now.size() == Entry.UNKNOWN_SIZE ? 0 : now.size() - before;
    }

    void remove(Entry former) {
      removals.add(former);
      entriesMore--;
      bytesMore -= Math.max(0, former.size());
    }

    void take() {
      puts.forEach(edits::put);
      removals.forEach(entry -> edits.remove(entry.path()));
      fetches.forEach(wanted);
      balance.add(entriesMore, bytesMore);
    }
  }

  /** Whether an entry has the bytes that the other names. */
  private static boolean isSame(Entry known, Entry now) {
    return known.digests().containsAll(now.digests())
        && (known.size() == now.size() || now.size() == Entry.UNKNOWN_SIZE);
  }
}
