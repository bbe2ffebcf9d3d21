package entrepot.collect.apt;

import entrepot.collect.Retired;
import entrepot.collect.SourceAddress;
import entrepot.collect.pgp.Keyring;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one look at each suite of a source brought, and whether it is news. */
final class SuiteLooks {
  private final AptSource source;
  private final Backend backend;
  private final InstantSource clock;
  private final SuiteFetch fetch;
  private final SuiteCheck check;
  private final Retired retired;
  private final List<SuiteFetch.Look> looks = new ArrayList<>();

  SuiteLooks(
      AptSource source,
      Upstream upstream,
      SourceAddress base,
      Store store,
      InstantSource clock,
      Keyring keyring,
      Retired retired) {
    this.source = source;
    this.retired = retired;
    this.backend = store.backend();
    this.clock = clock;
    this.fetch = new SuiteFetch(upstream, base);
    this.check = new SuiteCheck(source, keyring, fetch, clock);
  }

  void lookAtAll(Facts parent) {
    for (String suite : source.suites()) {
      String folder = "dists/" + suite;
      if (retired.updates(folder)) {
        looks.add(fetch.look(suite, parent));
      } else if (retired.keeps(folder) && parent.has(suite)) {
        looks.add(new SuiteFetch.Look.Kept(suite));
      }
    }
  }

  /** Whether each suite's release file has the bytes that the parent was made of. */
  boolean nothingNew(Facts parent) {
    return looks.stream()
        .allMatch(look ->
            switch (look) {
              case SuiteFetch.Look.Same _, SuiteFetch.Look.Kept _ -> true;
              case SuiteFetch.Look.Found found ->
                  found.files().stream()
                      .allMatch(f -> parent.digest(f.path()).equals(Optional.of(f.sha256())));
            });
  }

  /** The parent's facts, with the validators of today. */
  Facts refreshed(Facts parent, Progress progress) {
    Facts facts = new Facts(parent.all());
    for (SuiteFetch.Look look : looks) {
      if (look instanceof SuiteFetch.Look.Found found) {
        found.files().forEach(facts::signed);
      }
    }
    for (String suite : source.suites()) {
      parent
          .validUntil(suite)
          .filter(_ -> retired.updates("dists/" + suite))
          .filter(until -> source.checkValidUntil() && until.isBefore(clock.instant()))
          .ifPresent(until ->
              progress.note(
                  "suite %s was valid until %s, and the upstream has no newer one"
                      .formatted(suite, until)));
    }
    return facts;
  }

  /** All suites, verified: those without news from the store. */
  List<Suite> suites(Facts parent, boolean mayBeOlder) {
    return looks.stream()
        .map(look ->
            switch (look) {
              case SuiteFetch.Look.Same same ->
                  check.check(same.suite(), recall(same.suite(), parent), parent, mayBeOlder);
              case SuiteFetch.Look.Kept kept ->
                  check.kept(kept.suite(), recall(kept.suite(), parent));
              case SuiteFetch.Look.Found found ->
                  check.check(found.suite(), found.files(), parent, mayBeOlder);
            })
        .toList();
  }

  private List<SignedFile> recall(String suite, Facts parent) {
    try {
      List<SignedFile> files = new ArrayList<>();
      for (String name : List.of("InRelease", "Release", "Release.gpg")) {
        TreePath path = TreePath.of("dists/" + suite + "/" + name);
        Optional<Digest> digest = parent.digest(path);
        if (digest.isPresent()) {
          byte[] content = backend.load(Key.blob(digest.get()));
          files.add(new SignedFile(path, content, parent.validators(path)));
        }
      }
      return files;
    } catch (ObjectMissing e) {
      // The store lost them: as if there had been no parent.
      return switch (fetch.look(suite, Facts.NONE)) {
        case SuiteFetch.Look.Found found -> found.files();
        case SuiteFetch.Look.Same _, SuiteFetch.Look.Kept _ -> throw e;
      };
    }
  }
}
