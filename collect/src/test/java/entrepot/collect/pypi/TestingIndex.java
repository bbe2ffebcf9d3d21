package entrepot.collect.pypi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import entrepot.kit.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A small Python index on loopback, in the shapes of PyPI's answers, and every kind of mischief.
 */
final class TestingIndex implements AutoCloseable {
  /** A project: its serial, and what its page says of each file, as JSON members. */
  static final class Project {
    long serial;
    String status = "";
    final SortedMap<String, String> files = new TreeMap<>();
    final SortedMap<String, String> hashes = new TreeMap<>();
  }

  /** Projects by their normalised names. */
  final SortedMap<String, Project> projects = new ConcurrentSkipListMap<>();

  /** Files by path without the leading slash. */
  final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** What some paths answer instead. */
  final Map<String, HttpHandler> mischief = new ConcurrentHashMap<>();

  /** Paths that were asked for, in order, with their query; each with the status it got. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** What was sent as Accept. */
  final List<String> accepted = new CopyOnWriteArrayList<>();

  boolean json = true;
  boolean serials = true;
  boolean etags = true;
  long serial = 1_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  TestingIndex() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/simple/");
  }

  /** A wheel with that content and its metadata; the project has a new serial. */
  TestingIndex wheel(String project, String version, String content) {
    String name = project.replace('-', '_') + "-" + version + "-py3-none-any.whl";
    byte[] metadata =
        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n"
            .formatted(project, version)
            .getBytes(UTF_8);
    files.put("files/" + name + ".metadata", metadata);
    return file(
        project,
        name,
        content,
        """
        "core-metadata": {"sha256": "%s"}, "requires-python": ">=3.9", \
        "upload-time": "2025-03-01T10:00:00.123456Z\"\
        """
            .formatted(Digest.sha256Of(metadata).hex()));
  }

  /** A file with further members in JSON. */
  TestingIndex file(String project, String name, String content, String members) {
    byte[] bytes = content.getBytes(UTF_8);
    files.put("files/" + name, bytes);
    String hash = Digest.sha256Of(bytes).hex();
    entry(
        project,
        name,
        """
        {"filename": "%s", "url": "../../files/%s", "hashes": {"sha256": "%s"}, "size": %d%s}\
        """
            .formatted(name, name, hash, bytes.length, members.isEmpty() ? "" : ", " + members));
    of(project).hashes.put(name, hash);
    return this;
  }

  /** What the page says of a file, verbatim. */
  TestingIndex entry(String project, String name, String json) {
    of(project).files.put(name, json);
    touch(project);
    return this;
  }

  void removeFile(String project, String name) {
    of(project).files.remove(name);
    touch(project);
  }

  Project of(String project) {
    return projects.computeIfAbsent(project, p -> new Project());
  }

  void touch(String project) {
    of(project).serial = ++serial;
  }

  String list() {
    String meta = serials ? "\"_last-serial\": %d, ".formatted(serial) : "";
    return """
    {"meta": {%s"api-version": "1.3"}, "projects": [%s]}\
    """
        .formatted(
            meta,
            projects.entrySet().stream()
                .map(p ->
                    serials
                        ? "{\"_last-serial\": %d, \"name\": \"%s\"}"
                            .formatted(p.getValue().serial, p.getKey())
                        : "{\"name\": \"%s\"}".formatted(p.getKey()))
                .collect(Collectors.joining(", ")));
  }

  String page(String name) {
    Project project = of(name);
    String meta = serials ? "\"_last-serial\": %d, ".formatted(project.serial) : "";
    return """
    {"meta": {%s"api-version": "1.3"}, "name": "%s", "files": [%s], "versions": []%s}\
    """
        .formatted(meta, name, String.join(",\n", project.files.values()), project.status);
  }

  private String listHtml() {
    return "<!DOCTYPE html><html><body>"
        + projects.keySet().stream()
            .map(p -> "<a href=\"/simple/%s/\">%s</a>".formatted(p, p))
            .collect(Collectors.joining("\n"))
        + "</body></html>";
  }

  private String pageHtml(String name) {
    return "<!DOCTYPE html><html><body>"
        + of(name).hashes.entrySet().stream()
            .map(f ->
                "<a href=\"../../files/%s#sha256=%s\" data-requires-python=\"&gt;=3.9\">%s</a>"
                    .formatted(f.getKey(), f.getValue(), f.getKey()))
            .collect(Collectors.joining("\n"))
        + "</body></html>";
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    String query = exchange.getRequestURI().getRawQuery();
    try (exchange) {
      HttpHandler instead = mischief.get(path);
      if (instead != null) {
        asked.add(path + (query == null ? "" : "?" + query));
        instead.handle(exchange);
        return;
      }
      answer(exchange, path, query == null ? "" : "?" + query);
    }
  }

  private void answer(HttpExchange exchange, String path, String query) throws IOException {
    if (path.startsWith("simple/")) {
      accepted.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
    }
    String name = path.replaceFirst("^simple/", "").replaceFirst("/$", "");
    if (path.equals("simple/")) {
      page(exchange, path + query, json ? list() : listHtml(), serial);
    } else if (path.startsWith("simple/") && projects.containsKey(name)) {
      page(exchange, path + query, json ? page(name) : pageHtml(name), of(name).serial);
    } else if (files.containsKey(path)) {
      asked.add(path + query);
      send(exchange, 200, files.get(path));
    } else {
      asked.add(path + query + " 404");
      exchange.sendResponseHeaders(404, -1);
    }
  }

  /** A page in its current form. */
  void page(HttpExchange exchange, String path, String text, long serial) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    String tag = "\"" + Digest.sha256Of(body).brief() + "\"";
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            json ? "application/vnd.pypi.simple.v1+json" : "text/html; charset=utf-8");
    if (serials) {
      exchange.getResponseHeaders().set("X-PyPI-Last-Serial", Long.toString(serial));
    }
    if (etags) {
      exchange.getResponseHeaders().set("ETag", tag);
      if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        asked.add(path + " 304");
        exchange.sendResponseHeaders(304, -1);
        return;
      }
    }
    asked.add(path);
    send(exchange, 200, body);
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
