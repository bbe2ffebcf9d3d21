package entrepot.collect.python;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.jsoup.nodes.Element;

/** Reads the list of projects as HTML (PEP 503), which has no serials of projects. */
final class HtmlListReader extends ProjectListReader {
  /** Only the last part of a link matters, so that any base will do. */
  private static final URI BASE = URI.create("http://index.invalid/simple/");

  private final Reader text;
  private final HtmlElements elements;
  private OptionalLong serial = OptionalLong.empty();

  HtmlListReader(Reader text, String where, long limit) {
    super(where, limit);
    this.text = text;
    elements = new HtmlElements(text, where);
  }

  @Override
  Optional<ListedProject> advance() {
    for (Optional<Element> next = elements.next(); next.isPresent(); next = elements.next()) {
      Element element = next.get();
      if (element.normalName().equals("a") && element.hasAttr("href")) {
        count();
        Optional<ListedProject> project = project(element);
        if (project.isPresent()) {
          return project;
        }
      } else if (element.normalName().equals("meta")
          && element.attr("name").equals("pypi:repository-version")) {
        ApiVersion.objection(element.attr("content"))
            .ifPresent(found -> {
              throw broken(found);
            });
      }
    }
    serial = elements.serial();
    return Optional.empty();
  }

  private Optional<ListedProject> project(Element link) {
    String href = link.attr("href").strip();
    String folder = href.endsWith("/") ? href.substring(0, href.length() - 1) : href;
    Optional<ProjectName> named = ProjectName.parse(link.text().strip());
    boolean led =
        Addresses.resolve(BASE, folder)
            .flatMap(Addresses::lastPart)
            .flatMap(ProjectName::parse)
            .equals(named);
    if (named.isEmpty() || !led) {
      refuse(link.text(), "it is no project name, or its link leads elsewhere");
      return Optional.empty();
    }
    return Optional.of(new ListedProject(named.get(), OptionalLong.empty()));
  }

  @Override
  public OptionalLong serial() {
    return serial;
  }

  @Override
  public void close() throws IOException {
    elements.close();
    text.close();
  }
}
