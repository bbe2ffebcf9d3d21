package entrepot.collect.pypi;

import entrepot.collect.python.ProjectPage;

/** Which files of a project's page are carried. */
public record FileChoice() {
  /** Every file. */
  public static final FileChoice ALL = new FileChoice();

  /** What is left of the page. */
  ProjectPage of(ProjectPage page) {
    return page;
  }
}
