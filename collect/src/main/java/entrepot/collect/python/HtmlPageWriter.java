package entrepot.collect.python;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Writes a project's page as HTML (PEP 503, 592, 658, 714, 740, 792). */
final class HtmlPageWriter {
  private HtmlPageWriter() {}

  static byte[] write(
      ProjectPage page, List<ProjectFile> files, Function<ProjectFile, String> address) {
    StringBuilder out = new StringBuilder();
    out.append(HtmlOutput.head("Links for " + page.name(), page.status()));
    for (ProjectFile file : files) {
      link(out, file, address.apply(file));
    }
    out.append(HtmlOutput.foot());
    page.serial().ifPresent(serial -> out.append("<!--SERIAL ").append(serial).append("-->\n"));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void link(StringBuilder out, ProjectFile file, String link) {
    out.append("<a");
    String fragment = Hashes.preferred(file.hashes()).map(d -> "#" + Hashes.text(d)).orElse("");
    HtmlOutput.attribute(out, "href", link + fragment);
    if (file.coreMetadata().present()) {
      String said =
          Hashes.preferred(file.coreMetadata().digests()).map(Hashes::text).orElse("true");
      HtmlOutput.attribute(out, "data-core-metadata", said);
      HtmlOutput.attribute(out, "data-dist-info-metadata", said);
    }
    file.provenance().ifPresent(at -> HtmlOutput.attribute(out, "data-provenance", at.toString()));
    file.requiresPython()
        .ifPresent(text -> HtmlOutput.attribute(out, "data-requires-python", text));
    file.yanked().ifPresent(reason -> HtmlOutput.attribute(out, "data-yanked", reason));
    out.append('>').append(HtmlOutput.escaped(file.filename())).append("</a><br>\n");
  }
}
