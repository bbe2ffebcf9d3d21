package entrepot.collect.pypi;

import entrepot.collect.Quarantine;
import entrepot.collect.pypi.ProjectTable.Todo;
import java.util.Optional;
import java.util.Set;

/** Decides what to do with each project: what is held and what the upstream lists, side by side. */
final class Plan {
  private final Wanted wanted;
  private final Removals removals;

  /** Whether every project is looked at, whatever its serial. */
  private final boolean anew;

  /** Projects that are. */
  private final Set<String> again;

  private final boolean backAllowed;
  private final Quarantine quarantine;
  private boolean wentBack;

  Plan(
      Wanted wanted,
      Removals removals,
      boolean anew,
      Set<String> again,
      boolean backAllowed,
      Quarantine quarantine) {
    this.wanted = wanted;
    this.removals = removals;
    this.anew = anew;
    this.again = again;
    this.backAllowed = backAllowed;
    this.quarantine = quarantine;
  }

  /**
   * With the upstream's list, in order; empty when that is as it was when what is held was read.
   *
   * @param serials whether that list said the serial of each project
   */
  ProjectTable of(SerialList held, Optional<Listed> upstream, boolean serials) {
    SerialList listed =
        upstream.map(Listed::projects).orElseGet(() -> serials ? held : withoutSerials(held));
    boolean gone = upstream.isPresent() && !upstream.get().stale();
    ProjectTable table = new ProjectTable();
    int h = 0;
    int l = 0;
    while (h < held.size() || l < listed.size()) {
      int order = h == held.size() ? 1 : l == listed.size() ? -1 : held.compare(h, listed, l);
      if (order < 0) {
        unlisted(table, held.name(h), held.serial(h), gone);
        h++;
      } else if (order > 0) {
        table.add(listed.name(l), SerialList.DROPPED, listed.serial(l), Todo.LOOK);
        l++;
      } else {
        both(table, held.name(h), held.serial(h), listed.serial(l));
        h++;
        l++;
      }
    }
    return table;
  }

  /** Whether a project's serial went back: then the list is needed again, whole. */
  boolean wentBack() {
    return wentBack;
  }

  /** Of projects that are named one by one: the upstream's list is not asked for. */
  ProjectTable ofNames(SerialList held) {
    SerialList named = new SerialList();
    wanted.names().forEach(name -> named.add(name, SerialList.UNKNOWN));
    ProjectTable table = new ProjectTable();
    int h = 0;
    int n = 0;
    while (h < held.size() || n < named.size()) {
      int order = h == held.size() ? 1 : n == named.size() ? -1 : held.compare(h, named, n);
      if (order < 0) {
        table.add(held.name(h), held.serial(h), SerialList.UNKNOWN, Todo.REMOVE);
      } else {
        long serial = order == 0 ? held.serial(h) : SerialList.DROPPED;
        table.add(named.name(n), serial, SerialList.UNKNOWN, Todo.LOOK);
        n++;
      }
      h += order <= 0 ? 1 : 0;
    }
    return table;
  }

  /** A list that did not change and has no serials says nothing of its projects. */
  private static SerialList withoutSerials(SerialList held) {
    SerialList names = new SerialList();
    for (int i = 0; i < held.size(); i++) {
      names.add(held.name(i), SerialList.UNKNOWN);
    }
    return names;
  }

  private void unlisted(ProjectTable table, String project, long held, boolean gone) {
    boolean stays = wanted.has(project) && (removals == Removals.KEEP || !gone);
    table.add(project, held, SerialList.UNKNOWN, stays ? Todo.KEEP : Todo.REMOVE);
  }

  private void both(ProjectTable table, String project, long held, long listed) {
    if (!wanted.has(project)) {
      table.add(project, held, listed, Todo.REMOVE);
    } else if (listed != SerialList.UNKNOWN && listed < held && !backAllowed) {
      wentBack = true;
      quarantine.leftOut(
          TreePaths.json(project),
          "the index's list went back from serial %d to %d; what is held stays"
              .formatted(held, listed));
      table.add(project, held, listed, Todo.KEEP);
    } else {
      boolean same =
          listed == held && listed != SerialList.UNKNOWN && !anew && !again.contains(project);
      table.add(project, held, listed, same ? Todo.KEEP : Todo.LOOK);
    }
  }
}
