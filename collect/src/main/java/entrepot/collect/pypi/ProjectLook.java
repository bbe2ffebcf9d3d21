package entrepot.collect.pypi;

import entrepot.collect.python.PageLimits;
import entrepot.collect.python.PageReader;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ReadPage;
import entrepot.kit.http.DownloadsStopped;
import entrepot.kit.http.Pause;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.Validators;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks at one project's page. A page that is older than the index's own list says is asked for
 * again, past caches, until it is not.
 */
final class ProjectLook {
  /** What there was. */
  enum Seen {
    /** The page that the validators speak of. */
    SAME,
    /** No such project. */
    GONE,
    /** A page, which was handed on. */
    PAGE
  }

  /** Takes the page; large ones come one at a time. */
  interface Reading {
    void page(ReadPage page, OptionalLong serial, Validators validators);
  }

  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final IndexClient client;
  private final PageLimits limits;
  private final Pause pause;

  /** Held while a large page is in memory. */
  private final ReentrantLock large = new ReentrantLock();

  ProjectLook(IndexClient client, PageLimits limits, Pause pause) {
    this.client = client;
    this.limits = limits;
    this.pause = pause;
  }

  /**
   * Looks.
   *
   * @param least a page of a lower serial is stale; {@link SerialList#UNKNOWN} where none is
   */
  Seen look(String project, long least, Validators known, Reading reading) {
    try {
      Optional<IndexAnswer> first = first(project, least, known);
      if (first.isEmpty()) {
        return Seen.SAME;
      }
      untilFresh(project, least, first.get(), reading);
      return Seen.PAGE;
    } catch (UpstreamRefused e) {
      if (!e.absent()) {
        throw e;
      }
      return Seen.GONE;
    }
  }

  private Optional<IndexAnswer> first(String project, long least, Validators known) {
    try {
      return client.page(project, known, limits.bytes());
    } catch (UpstreamRefused e) {
      if (!e.absent() || least == SerialList.UNKNOWN) {
        throw e;
      }
      // It is listed: a cache may remember the time before it was there.
      return Optional.of(client.freshPage(project, least + ".0", limits.bytes()));
    }
  }

  private void untilFresh(String project, long least, IndexAnswer first, Reading reading) {
    IndexAnswer answer = first;
    for (int attempt = 1; ; attempt++) {
      OptionalLong stale = read(project, least, answer, reading);
      if (stale.isEmpty()) {
        return;
      }
      if (attempt == ATTEMPTS) {
        throw new StalePage(project, least, stale.getAsLong());
      }
      rest(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
      answer = client.freshPage(project, least + "." + attempt, limits.bytes());
    }
  }

  /** The serial of a stale page; hands on any other. */
  private OptionalLong read(String project, long least, IndexAnswer answer, Reading reading) {
    boolean big = answer.body().isLarge();
    if (big) {
      large.lock();
    }
    try (answer) {
      if (answer.serial().isPresent() && answer.serial().getAsLong() < least) {
        return answer.serial();
      }
      ReadPage page = parsed(project, answer);
      OptionalLong serial =
          page.page().serial().isPresent() ? page.page().serial() : answer.serial();
      if (serial.isPresent() && serial.getAsLong() < least) {
        return serial;
      }
      reading.page(page, serial, answer.validators());
      return OptionalLong.empty();
    } finally {
      if (big) {
        large.unlock();
      }
    }
  }

  private ReadPage parsed(String project, IndexAnswer answer) {
    try (InputStream body = answer.body().open()) {
      return new PageReader(limits)
          .read(body, answer.format(), answer.at(), new ProjectName(project));
    } catch (IOException e) {
      throw new UncheckedIOException("reading a page that was fetched", e);
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
