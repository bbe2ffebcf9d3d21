package entrepot.collect.python;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an index says of one project.
 *
 * @param name the project
 * @param files its distributions, no file name twice
 * @param versions as the index lists them (PEP 700), also those without a file; may be empty where
 *     the index does not say
 * @param serial of the index's last change to the project, where known
 * @param status where the index says it (PEP 792)
 */
public record ProjectPage(
    ProjectName name,
    List<ProjectFile> files,
    List<String> versions,
    OptionalLong serial,
    Optional<ProjectStatus> status) {
  public ProjectPage {
    files = List.copyOf(files);
    versions = List.copyOf(versions);
  }

  /** The same page with other files and versions, such as those that a selection left. */
  public ProjectPage with(List<ProjectFile> otherFiles, List<String> otherVersions) {
    return new ProjectPage(name, otherFiles, otherVersions, serial, status);
  }
}
