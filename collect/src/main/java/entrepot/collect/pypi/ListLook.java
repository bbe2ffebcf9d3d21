package entrepot.collect.pypi;

import entrepot.collect.python.ListLimits;
import entrepot.collect.python.ListedProject;
import entrepot.collect.python.ProjectList;
import entrepot.collect.python.ProjectListReader;
import entrepot.kit.Progress;
import entrepot.kit.http.DownloadsStopped;
import entrepot.kit.http.Pause;
import entrepot.kit.http.Validators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Looks at the upstream's list of projects, which may have a million. */
final class ListLook {
  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private final IndexClient client;
  private final Pause pause;
  private final Progress progress;

  ListLook(IndexClient client, Pause pause, Progress progress) {
    this.client = client;
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * The list's wanted projects; empty when it did not change.
   *
   * @param least a list of a lower serial is stale; asked for again, past caches
   */
  Optional<Listed> look(Wanted wanted, Validators known, long least) {
    Optional<IndexAnswer> first = client.list(known, ListLimits.DEFAULT.bytes());
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Listed listed = read(first.get(), wanted, least);
    for (int attempt = 1; listed.stale() && attempt < ATTEMPTS; attempt++) {
      rest(FIRST_PAUSE.multipliedBy(attempt));
      String mark = least + "." + attempt;
      listed = read(client.freshList(mark, ListLimits.DEFAULT.bytes()), wanted, least);
    }
    return Optional.of(listed);
  }

  private Listed read(IndexAnswer answer, Wanted wanted, long least) {
    SerialList projects = new SerialList();
    try (answer;
        ProjectListReader reader =
            ProjectList.read(
                answer.body().open(), answer.format(), answer.at().getPath(), ListLimits.DEFAULT)) {
      for (Optional<ListedProject> next = reader.next(); next.isPresent(); next = reader.next()) {
        String name = next.get().name().value();
        if (wanted.has(name)) {
          projects.add(name, next.get().serial().orElse(SerialList.UNKNOWN));
        }
      }
      reader.refusedSamples().forEach(each -> progress.note("not a project: " + each));
      long serial = reader.serial().orElse(answer.serial().orElse(SerialList.UNKNOWN));
      projects.sort();
      boolean stale = serial != SerialList.UNKNOWN && serial < least;
      return new Listed(projects, serial, answer.validators(), stale);
    } catch (IOException e) {
      throw new UncheckedIOException("reading a list of projects that was fetched", e);
    }
  }

  private void rest(Duration time) {
    try {
      pause.pause(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadsStopped(e);
    }
  }
}
