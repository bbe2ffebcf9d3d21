package entrepot.collect.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of a page while it is read, no more than allowed. */
final class Collected {
  private final String where;
  private final int limit;
  private final List<ProjectFile> files = new ArrayList<>();
  private final List<RefusedFile> refused = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  Collected(String where, int limit) {
    this.where = where;
    this.limit = limit;
  }

  void take(ProjectFile file) {
    if (names.add(file.filename())) {
      count();
      files.add(file);
    } else {
      refuse(new RefusedFile(file.filename(), "the page names it twice; the first one counts"));
    }
  }

  void refuse(RefusedFile file) {
    count();
    refused.add(file);
  }

  private void count() {
    if (files.size() + refused.size() >= limit) {
      throw new PageRefused(where, "it names more than %d files".formatted(limit));
    }
  }

  List<ProjectFile> files() {
    return files;
  }

  List<RefusedFile> refused() {
    return refused;
  }
}
