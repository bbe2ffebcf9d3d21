package entrepot.collect.python;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes the list of projects as HTML (PEP 503). */
final class HtmlListWriter extends ProjectListWriter {
  private final Writer out;
  private boolean begun;

  HtmlListWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  void write(ListedProject project) throws IOException {
    begin();
    // A normalised name needs no escaping.
    String name = project.name().value();
    out.write("<a href=\"" + name + "/\">" + name + "</a><br>\n");
  }

  private void begin() throws IOException {
    if (!begun) {
      out.write(HtmlOutput.head("Simple index", Optional.empty()));
      begun = true;
    }
  }

  @Override
  public void close() throws IOException {
    begin();
    out.write(HtmlOutput.foot());
    out.close();
  }
}
