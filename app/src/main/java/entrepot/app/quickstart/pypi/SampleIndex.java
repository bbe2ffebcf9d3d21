package entrepot.app.quickstart.pypi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import entrepot.collect.python.ListedProject;
import entrepot.collect.python.PageWriter;
import entrepot.collect.python.ProjectList;
import entrepot.collect.python.ProjectListWriter;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ProjectPage;
import entrepot.kit.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The upstream of the tree {@code pypi}: the wheels and sdists of a folder as an index (PEP 691,
 * JSON), served on loopback. What is put into the folder, or taken out, is in the next answer.
 */
public final class SampleIndex implements AutoCloseable {
  /** A project that it has, which requires another one. */
  public static final String PROJECT = "entrepot-hello";

  /** Its module. */
  public static final String MODULE = "entrepot_hello";

  private static final String JSON = "application/vnd.pypi.simple.v1+json";
  private static final List<WheelSpec> OWN =
      List.of(
          new WheelSpec(
              MODULE,
              "1.0",
              "A greeting that came through Entrepot",
              List.of("entrepot-greeting>=1"),
              "from entrepot_greeting import GREETING\nprint(GREETING)\n"),
          new WheelSpec(
              "entrepot_greeting",
              "1.0",
              "What is said",
              List.of(),
              "GREETING = 'collected, snapshotted, released, and served in your region'\n"));

  private final FileShelf shelf;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private SampleIndex(Path folder, Consumer<String> told) throws IOException {
    this.shelf = new FileShelf(folder, told);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
  }

  /** Serves the folder, into which two wheels are put when it is new; {@code told} of odd files. */
  public static SampleIndex start(Path folder, Consumer<String> told) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        for (WheelSpec wheel : OWN) {
          Files.write(folder.resolve(wheel.filename()), wheel.bytes());
        }
      }
      SampleIndex index = new SampleIndex(folder, told);
      index.server.start();
      return index;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The index's address. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://%s:%d/simple/".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  /** The folder to put more distributions into. */
  public Path files() {
    return shelf.folder();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Optional<byte[]> body =
          path.startsWith("/files/") ? shelf.bytes(path.substring("/files/".length())) : page(path);
      if (body.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] content = body.get();
      String tag = '"' + Digest.sha256Of(content).hex() + '"';
      exchange.getResponseHeaders().set("ETag", tag);
      if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Type", path.startsWith("/files/") ? "application/octet-stream" : JSON);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head || content.length == 0 ? -1 : content.length);
      if (!head) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  private Optional<byte[]> page(String path) throws IOException {
    if (!path.startsWith("/simple/") || !path.endsWith("/")) {
      return Optional.empty();
    }
    List<IndexedFile> all = shelf.files();
    if (path.equals("/simple/")) {
      return Optional.of(list(all));
    }
    String name = path.substring("/simple/".length(), path.length() - 1);
    List<IndexedFile> files =
        all.stream().filter(file -> file.project().value().equals(name)).toList();
    return files.isEmpty() ? Optional.empty() : Optional.of(page(files));
  }

  private static byte[] list(List<IndexedFile> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ProjectListWriter list = ProjectList.json(out, OptionalLong.empty())) {
      for (ProjectName name :
          files.stream().map(IndexedFile::project).distinct().sorted().toList()) {
        list.add(new ListedProject(name, OptionalLong.empty()));
      }
    }
    return out.toByteArray();
  }

  private byte[] page(List<IndexedFile> files) {
    URI folder = url().resolve("../files/");
    ProjectPage page =
        new ProjectPage(
            files.getFirst().project(),
            files.stream().map(file -> file.listed(folder)).toList(),
            files.stream().map(IndexedFile::version).distinct().toList(),
            OptionalLong.empty(),
            Optional.empty());
    return PageWriter.json(page, file -> "../../files/" + file.filename());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
