package entrepot.collect.wheels;

import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.PythonVersion;
import entrepot.store.manifest.Entry;

/**
 * A wheel to build.
 *
 * @param sdist what it is built from, as its page names it
 * @param entry the sdist in the pinned index
 */
record WheelTask(ProjectName project, PythonVersion version, ProjectFile sdist, Entry entry) {
  /** As people name it, such as {@code foo 1.0}. */
  String title() {
    return project + " " + version;
  }
}
