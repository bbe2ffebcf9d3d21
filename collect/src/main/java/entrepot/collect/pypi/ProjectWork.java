package entrepot.collect.pypi;

import entrepot.collect.HeldLease;
import entrepot.collect.HostileIndex;
import entrepot.collect.Quarantine;
import entrepot.collect.python.Malformed;
import entrepot.collect.python.PageRefused;
import entrepot.kit.Failure;
import entrepot.kit.InvalidPath;
import entrepot.kit.Progress;
import entrepot.kit.http.Downloads;
import entrepot.kit.http.UpstreamFailure;
import entrepot.kit.http.Validators;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Looks at the projects of a table, many at once; one that fails harms no other. */
final class ProjectWork {
  private final ProjectTable table;
  private final ProjectLook look;
  private final ProjectEdits edits;
  private final ProjectHints hints;
  private final Removals removals;
  private final Predicate<String> hintsHold;
  private final boolean backAllowed;
  private final Quarantine quarantine;
  private final Progress progress;
  private final AtomicBoolean listChanged = new AtomicBoolean();
  private final AtomicBoolean unsettled = new AtomicBoolean();

  /**
   * Over a table.
   *
   * @param hintsHold whether what the project's page was made into depends on the page alone
   * @param backAllowed whether a page may have a lower serial than what is held
   */
  ProjectWork(
      ProjectTable table,
      ProjectLook look,
      ProjectEdits edits,
      ProjectHints hints,
      Removals removals,
      Predicate<String> hintsHold,
      boolean backAllowed,
      Quarantine quarantine,
      Progress progress) {
    this.table = table;
    this.look = look;
    this.edits = edits;
    this.hints = hints;
    this.removals = removals;
    this.hintsHold = hintsHold;
    this.backAllowed = backAllowed;
    this.quarantine = quarantine;
    this.progress = progress;
  }

  /** Whether a project came, went, or has another serial. */
  boolean listChanged() {
    return listChanged.get();
  }

  /** Whether everything could be looked at that was to be. */
  boolean allSettled() {
    return !unsettled.get();
  }

  /** Does what the table says, so many projects at once. */
  void all(int parallel, HeldLease lease) {
    progress.expect(table.looks(), 0);
    try (Downloads looks = new Downloads(parallel)) {
      for (int i = 0; i < table.size(); i++) {
        int index = i;
        switch (table.todo(i)) {
          case KEEP -> {}
          case REMOVE -> remove(index);
          case LOOK -> {
            lease.keep();
            Optional<PageHint> hint = hint(index);
            looks.submit(() -> {
              look(index, hint);
              progress.done(1, 0);
            });
          }
        }
      }
      looks.finish();
    }
  }

  private Optional<PageHint> hint(int index) {
    String project = table.project(index);
    boolean conditional = table.listed(index) == SerialList.UNKNOWN && hintsHold.test(project);
    return conditional ? hints.of(project) : Optional.empty();
  }

  private void look(int index, Optional<PageHint> hint) {
    String project = table.project(index);
    try {
      seen(index, hint, project);
      quarantine.answered();
    } catch (UpstreamFailure | PageRefused | HostileIndex | StalePage | InvalidPath | Malformed e) {
      stays(project, hint, e);
    }
  }

  private void seen(int index, Optional<PageHint> hint, String project) {
    Validators known = hint.map(PageHint::validators).orElse(Validators.NONE);
    long listed = table.listed(index);
    ProjectLook.Seen seen =
        look.look(
            project,
            least(index),
            known,
            (page, serial, validators) -> {
              var json = edits.page(project, page, serial);
              boolean isListed = listed != SerialList.UNKNOWN;
              settle(index, isListed ? listed : serial.orElse(SerialList.UNKNOWN));
              if (!isListed) {
                hints.learn(new PageHint(project, json, validators));
              }
            });
    switch (seen) {
      case PAGE -> {}
      case SAME -> hint.ifPresent(hints::keep);
      case GONE -> gone(index, project);
    }
  }

  private long least(int index) {
    long listed = table.listed(index);
    if (listed != SerialList.UNKNOWN || backAllowed) {
      return listed;
    }
    return Math.max(table.held(index), SerialList.UNKNOWN);
  }

  private void stays(String project, Optional<PageHint> hint, Failure failure) {
    unsettled.set(true);
    hint.ifPresent(hints::keep);
    quarantine.leftOut(TreePaths.json(project), failure);
  }

  private void gone(int index, String project) {
    if (table.held(index) == SerialList.DROPPED) {
      progress.note("the index has no project '%s'".formatted(project));
    } else if (removals == Removals.FOLLOW) {
      remove(index);
    }
  }

  private void remove(int index) {
    edits.remove(table.project(index));
    settle(index, SerialList.DROPPED);
  }

  private void settle(int index, long serial) {
    if (table.held(index) != serial) {
      table.settle(index, serial);
      listChanged.set(true);
    }
  }
}
