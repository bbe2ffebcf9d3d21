package entrepot.collect.wheels;

import entrepot.collect.python.ProjectName;

/** What is to be done about one constraint. */
sealed interface Planned {
  ProjectName project();

  String version();

  /** The index has a wheel for the platform already. */
  record Upstream(ProjectName project, String version, String file) implements Planned {}

  /** It has none, but what one is built from. */
  record Build(WheelTask task) implements Planned {
    @Override
    public ProjectName project() {
      return task.project();
    }

    @Override
    public String version() {
      return task.version().toString();
    }
  }

  /** Neither. */
  record Impossible(ProjectName project, String version, String reason) implements Planned {}
}
