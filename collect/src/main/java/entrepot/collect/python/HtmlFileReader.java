package entrepot.collect.python;

import entrepot.kit.Digest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Reads one link of a project's page. */
final class HtmlFileReader {
  private HtmlFileReader() {}

  /**
   * Reads the link into {@code collected}. A link to a folder or to another view of the page is no
   * file: listings that web servers make have such.
   */
  static void read(Element link, URI base, Collected collected) {
    String href = link.attr("href").strip();
    int hash = href.indexOf('#');
    String path = hash < 0 ? href : href.substring(0, hash);
    if (path.isEmpty() || path.startsWith("?") || path.endsWith("/")) {
      return;
    }
    FileDraft draft = new FileDraft(base);
    // As pip does: a file's name is the end of its address, whatever the link says.
    Optional<String> name = Addresses.resolve(base, path).flatMap(Addresses::lastPart);
    if (name.isEmpty()) {
      draft.problem("its url ends with no file name");
    }
    draft.filename(name.orElseGet(link::text));
    draft.url(path);
    draft.hashes(fragment(hash < 0 ? "" : href.substring(hash + 1), draft));
    if (link.hasAttr("data-requires-python")) {
      draft.requiresPython(link.attr("data-requires-python"));
    }
    if (link.hasAttr("data-yanked")) {
      draft.yanked(link.attr("data-yanked"));
    }
    if (link.hasAttr("data-provenance")) {
      draft.provenance(link.attr("data-provenance"));
    }
    if (link.hasAttr("data-core-metadata")) {
      draft.coreMetadata(metadata(link.attr("data-core-metadata"), draft));
    } else if (link.hasAttr("data-dist-info-metadata")) {
      draft.coreMetadata(metadata(link.attr("data-dist-info-metadata"), draft));
    }
    draft.finish(collected);
  }

  private static List<Digest> fragment(String fragment, FileDraft draft) {
    List<Digest> digests = new ArrayList<>();
    for (String part : fragment.split("&", -1)) {
      digest(part, draft).ifPresent(digests::add);
    }
    return digests;
  }

  private static CoreMetadata metadata(String said, FileDraft draft) {
    return said.strip().equalsIgnoreCase("false")
        ? CoreMetadata.NONE
        : CoreMetadata.of(digest(said.strip(), draft).map(List::of).orElse(List.of()));
  }

  private static Optional<Digest> digest(String text, FileDraft draft) {
    try {
      return Hashes.parse(text);
    } catch (IllegalArgumentException e) {
      draft.problem("its digest '%s' is none".formatted(Texts.shown(text)));
      return Optional.empty();
    }
  }
}
