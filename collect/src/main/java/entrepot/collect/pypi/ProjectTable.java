package entrepot.collect.pypi;

import java.util.Arrays;

/**
 * The projects of a run in ascending order: what the tree has of each, what the upstream's list
 * says, and what is to be done. Some fifty bytes a project.
 */
final class ProjectTable {
  /** What a run does with a project. */
  enum Todo {
    KEEP,
    LOOK,
    REMOVE
  }

  private final SerialList projects = new SerialList();
  private long[] listed = new long[1 << 8];
  private Todo[] todos = new Todo[1 << 8];
  private long looks;

  /**
   * Adds the project that follows by name.
   *
   * @param held the serial that the tree has, {@link SerialList#DROPPED} if it has no such project
   * @param listed the serial that the upstream's list says
   */
  void add(String project, long held, long listed, Todo todo) {
    int index = projects.size();
    if (index == todos.length) {
      this.listed = Arrays.copyOf(this.listed, index * 2);
      todos = Arrays.copyOf(todos, index * 2);
    }
    projects.add(project, held);
    this.listed[index] = listed;
    todos[index] = todo;
    looks += todo == Todo.LOOK ? 1 : 0;
  }

  int size() {
    return projects.size();
  }

  /** How many of them are looked at. */
  long looks() {
    return looks;
  }

  String project(int index) {
    return projects.name(index);
  }

  long listed(int index) {
    return listed[index];
  }

  Todo todo(int index) {
    return todos[index];
  }

  /** The serial that the tree has, or will have; {@link SerialList#DROPPED} for no such project. */
  long held(int index) {
    return projects.serial(index);
  }

  /** What came of it; threads settle different projects. */
  void settle(int index, long serial) {
    projects.serial(index, serial);
  }
}
