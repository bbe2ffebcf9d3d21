package entrepot.collect.python;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Writes a project's page, always the same bytes for the same content: files by name, versions
 * rising, hashes from the strongest, no date of ours.
 */
public final class PageWriter {
  private PageWriter() {}

  /**
   * The page as JSON.
   *
   * @param path where a file lies, relative to the page, not escaped: {@code ../../packages/…/FILE}
   */
  public static byte[] json(ProjectPage page, Function<ProjectFile, String> path) {
    return JsonPageWriter.write(page, ordered(page), path.andThen(Addresses::link));
  }

  /**
   * The page as HTML, for {@code text/html} and {@code application/vnd.pypi.simple.v1+html}.
   *
   * @param path where a file lies, relative to the page, not escaped: {@code ../../packages/…/FILE}
   */
  public static byte[] html(ProjectPage page, Function<ProjectFile, String> path) {
    return HtmlPageWriter.write(page, ordered(page), path.andThen(Addresses::link));
  }

  /** The page as JSON, with links to where the files are had from: their own addresses. */
  public static byte[] jsonToOrigin(ProjectPage page) {
    return JsonPageWriter.write(page, ordered(page), file -> file.url().toString());
  }

  /** The page as HTML, with links to where the files are had from: their own addresses. */
  public static byte[] htmlToOrigin(ProjectPage page) {
    return HtmlPageWriter.write(page, ordered(page), file -> file.url().toString());
  }

  private static List<ProjectFile> ordered(ProjectPage page) {
    return page.files().stream().sorted(Comparator.comparing(ProjectFile::filename)).toList();
  }
}
