package entrepot.collect.pypi;

import entrepot.collect.Quarantine;
import entrepot.collect.Withdrawn;
import entrepot.collect.python.CoreMetadata;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectPage;
import entrepot.collect.python.ReadPage;
import entrepot.collect.python.RefusedFile;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What of a page goes into ours: what is chosen, and can be verified. */
final class PageChoice {
  private final PageFilter filter;
  private final Withdrawn withdrawn;
  private final Quarantine quarantine;
  private final Set<String> withheld = ConcurrentHashMap.newKeySet();

  PageChoice(PageFilter filter, Withdrawn withdrawn, Quarantine quarantine) {
    this.filter = filter;
    this.withdrawn = withdrawn;
    this.quarantine = quarantine;
  }

  ProjectPage of(ReadPage read, OptionalLong serial) {
    TreePath json = TreePaths.json(read.page().name().value());
    for (RefusedFile refused : read.refused()) {
      quarantine.leftOut(
          json, "file '%s' is left out: %s".formatted(refused.filename(), refused.reason()));
    }
    ProjectPage chosen = of(read.page());
    return new ProjectPage(
        chosen.name(), chosen.files(), chosen.versions(), serial, chosen.status());
  }

  ProjectPage of(ProjectPage page) {
    ProjectPage chosen = filter.of(page);
    List<ProjectFile> files = new ArrayList<>();
    for (ProjectFile file : chosen.files()) {
      verifiable(chosen.name().value(), file)
          .filter(known -> !isWithdrawn(chosen.name().value(), known))
          .ifPresent(files::add);
    }
    return chosen.with(files, chosen.versions());
  }

  /** The projects that named something that was withdrawn. */
  Set<String> withheld() {
    return Set.copyOf(withheld);
  }

  private boolean isWithdrawn(String project, ProjectFile file) {
    boolean is =
        !withdrawn.isEmpty()
            && (withdrawn.paths().contains(TreePaths.file(project, file))
                || file.hashes().stream().anyMatch(withdrawn.contents()::contains));
    if (is) {
      withheld.add(project);
    }
    return is;
  }

  private Optional<ProjectFile> verifiable(String project, ProjectFile file) {
    TreePath page = TreePaths.json(project);
    List<Digest> digests = trusted(file.hashes());
    if (digests.isEmpty()) {
      quarantine.leftOut(
          page,
          "file '%s' is left out: the page gives no checksum that can be relied on (SHA-1 or better, one of a kind)"
              .formatted(file.filename()));
      return Optional.empty();
    }
    return Optional.of(
        new ProjectFile(
            file.filename(),
            file.url(),
            digests,
            file.size(),
            file.uploadTime(),
            file.requiresPython(),
            file.yanked(),
            metadata(file.coreMetadata()),
            file.provenance()));
  }

  /** Metadata that nothing verifies is not offered: clients then read it from the file. */
  private static CoreMetadata metadata(CoreMetadata offered) {
    List<Digest> digests = trusted(offered.digests());
    return digests.isEmpty() ? CoreMetadata.NONE : CoreMetadata.of(digests);
  }

  /**
   * The digests, if they can vouch for a file: one is better than MD5, none contradicts another.
   */
  private static List<Digest> trusted(List<Digest> digests) {
    long algorithms = digests.stream().map(Digest::algorithm).distinct().count();
    boolean strong = digests.stream().anyMatch(d -> d.algorithm() != Digest.Algorithm.MD5);
    return strong && algorithms == digests.size() ? digests : List.of();
  }
}
