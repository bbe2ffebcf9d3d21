package entrepot.collect.python;

import java.io.Reader;
import java.net.URI;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Reads a project's page as HTML (PEP 503, 592, 629, 658, 714, 740, 792). */
final class HtmlPageReader {
  private final Reader text;
  private final String where;
  private final Collected collected;
  private URI base;
  private boolean hasBase;
  private Optional<String> status = Optional.empty();
  private Optional<String> reason = Optional.empty();

  HtmlPageReader(Reader text, PageLimits limits, URI base) {
    this.text = text;
    this.where = base.toString();
    this.base = base;
    this.collected = new Collected(where, limits.files());
  }

  ReadPage read(ProjectName expected) {
    try (HtmlElements elements = new HtmlElements(text, where)) {
      for (Optional<Element> next = elements.next(); next.isPresent(); next = elements.next()) {
        Element element = next.get();
        switch (element.normalName()) {
          case "meta" -> meta(element.attr("name"), element.attr("content"));
          case "base" -> base(element);
          case "a" -> HtmlFileReader.read(element, base, collected);
          default -> {}
        }
      }
      ProjectPage page =
          new ProjectPage(
              expected,
              collected.files(),
              Versions.of(expected, collected.files()),
              elements.serial(),
              status());
      return new ReadPage(page, collected.refused());
    }
  }

  private void meta(String name, String content) {
    switch (name) {
      case "pypi:repository-version" ->
          ApiVersion.objection(content)
              .ifPresent(found -> {
                throw new PageRefused(where, found);
              });
      case "pypi:project-status" -> status = Optional.of(content);
      case "pypi:project-status-reason" -> reason = Optional.of(Texts.carried(content));
      default -> {}
    }
  }

  /** As browsers and pip do: the first one counts. */
  private void base(Element element) {
    if (!hasBase && element.hasAttr("href")) {
      hasBase = true;
      base =
          Addresses.resolve(base, element.attr("href"))
              .orElseThrow(() -> new PageRefused(where, "its <base> is no HTTP address"));
    }
  }

  private Optional<ProjectStatus> status() {
    try {
      return status.map(marker -> new ProjectStatus(marker, reason));
    } catch (Malformed e) {
      throw new PageRefused(where, "its 'pypi:project-status' is none: " + e.getMessage(), e);
    }
  }
}
