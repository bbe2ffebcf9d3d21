package entrepot.collect.pypi;

import entrepot.collect.python.ProjectFile;
import entrepot.kit.TreePath;

/**
 * Where a Python index's files lie in the tree.
 *
 * <pre>
 * simple/index.{html,v1_html,v1_json}             the list of projects
 * simple/PROJECT/index.{html,v1_html,v1_json}     a project's page
 * packages/PROJECT/12 HEX DIGITS/FILE             a distribution
 * packages/PROJECT/12 HEX DIGITS/FILE.metadata    its core metadata
 * </pre>
 */
final class TreePaths {
  /** The folder of the pages. */
  static final String SIMPLE = "simple";

  /** The folder of the distributions. */
  static final String PACKAGES = "packages";

  private TreePaths() {}

  /** Where the page of a project lies. */
  static TreePath pages(String project) {
    return TreePath.of(SIMPLE + "/" + project);
  }

  /** Where the distributions of a project lie. */
  static TreePath packages(String project) {
    return TreePath.of(PACKAGES + "/" + project);
  }

  /** A project's page as JSON. */
  static TreePath json(String project) {
    return TreePath.of(SIMPLE + "/" + project + "/" + IndexFile.JSON.fileName());
  }

  /** A distribution that has a digest. */
  static TreePath file(String project, ProjectFile file) {
    return TreePath.of(
        "%s/%s/%s/%s"
            .formatted(PACKAGES, project, file.strongest().orElseThrow().brief(), file.filename()));
  }
}
