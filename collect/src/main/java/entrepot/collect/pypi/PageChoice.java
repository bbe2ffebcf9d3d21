package entrepot.collect.pypi;

import entrepot.collect.Quarantine;
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

/** What of a page goes into ours: what is chosen, and can be verified. */
final class PageChoice {
  private final FileChoice choice;
  private final Quarantine quarantine;

  PageChoice(FileChoice choice, Quarantine quarantine) {
    this.choice = choice;
    this.quarantine = quarantine;
  }

  ProjectPage of(ReadPage read, OptionalLong serial) {
    TreePath json = TreePaths.json(read.page().name().value());
    for (RefusedFile refused : read.refused()) {
      quarantine.leftOut(
          json, "file '%s' is left out: %s".formatted(refused.filename(), refused.reason()));
    }
    ProjectPage chosen = choice.of(read.page());
    List<ProjectFile> files = new ArrayList<>();
    for (ProjectFile file : chosen.files()) {
      verifiable(chosen.name().value(), file).ifPresent(files::add);
    }
    return new ProjectPage(chosen.name(), files, chosen.versions(), serial, chosen.status());
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
