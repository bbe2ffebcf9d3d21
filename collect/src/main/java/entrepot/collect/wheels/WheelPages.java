package entrepot.collect.wheels;

import entrepot.collect.python.CoreMetadata;
import entrepot.collect.python.IndexFormat;
import entrepot.collect.python.ListedProject;
import entrepot.collect.python.PageWriter;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectList;
import entrepot.collect.python.ProjectListWriter;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ProjectPage;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/** Writes the pages of a platform's index, and makes entries of them and of its wheels. */
final class WheelPages {
  private static final URI NOWHERE = URI.create("http://wheels.invalid/");

  private final Backend backend;
  private final String platform;
  private final long now;

  /** {@code now}, in seconds since 1970, is the time of what is new. */
  WheelPages(Backend backend, String platform, long now) {
    this.backend = backend;
    this.platform = platform;
    this.now = now;
  }

  /** A wheel, its metadata, and the page that names them. */
  List<Entry> project(BuiltWheel wheel) {
    String folder = platform + "/" + wheel.project();
    ProjectFile file =
        new ProjectFile(
            wheel.file(),
            NOWHERE.resolve(wheel.file()),
            List.of(wheel.sha256()),
            OptionalLong.of(wheel.size()),
            Optional.empty(),
            wheel.requiresPython(),
            Optional.empty(),
            CoreMetadata.of(List.of(wheel.metadata())),
            Optional.empty());
    ProjectPage page =
        new ProjectPage(
            wheel.project(),
            List.of(file),
            List.of(wheel.version()),
            OptionalLong.empty(),
            Optional.empty());
    List<Entry> entries = new ArrayList<>();
    entries.add(
        payload(folder, wheel.file(), wheel.size(), wheel.sha256(), "application/octet-stream"));
    entries.add(
        payload(
            folder,
            wheel.file() + ".metadata",
            wheel.metadataSize(),
            wheel.metadata(),
            "text/plain"));
    entries.addAll(
        pages(
            folder,
            Role.INDEX,
            PageWriter.html(page, ProjectFile::filename),
            PageWriter.json(page, ProjectFile::filename)));
    return entries;
  }

  private Entry payload(String folder, String name, long size, Digest sha256, String type) {
    TreePath path = TreePath.of(folder + "/" + name);
    return Entry.present(path, Role.PAYLOAD, size, now, sha256).with(Extension.MEDIA_TYPE, type);
  }

  /** The list of all projects. */
  List<Entry> list(SortedSet<ProjectName> projects) {
    ByteArrayOutputStream html = new ByteArrayOutputStream();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    write(ProjectList.html(html), projects);
    write(ProjectList.json(json, OptionalLong.empty()), projects);
    return pages(platform, Role.ENTRY_POINT, html.toByteArray(), json.toByteArray());
  }

  private static void write(ProjectListWriter writer, SortedSet<ProjectName> projects) {
    try (writer) {
      for (ProjectName project : projects) {
        writer.add(new ListedProject(project, OptionalLong.empty()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Entry> pages(String folder, Role role, byte[] html, byte[] json) {
    return List.of(
        page(folder, "index.html", role, html, "text/html"),
        page(folder, "index.v1_html", role, html, IndexFormat.HTML_TYPE),
        page(folder, "index.v1_json", role, json, IndexFormat.JSON_TYPE));
  }

  private Entry page(String folder, String name, Role role, byte[] content, String type) {
    Digest sha256 = Digest.sha256Of(content);
    CrashPoint.SYNC_BEFORE_BLOB.reached();
    backend.put(Key.blob(sha256), content);
    CrashPoint.SYNC_AFTER_BLOB.reached();
    return Entry.present(TreePath.of(folder + "/" + name), role, content.length, now, sha256)
        .with(Extension.GROUP, folder)
        .with(Extension.MEDIA_TYPE, type);
  }
}
