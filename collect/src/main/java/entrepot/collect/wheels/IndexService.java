package entrepot.collect.wheels;

import entrepot.collect.python.IndexFormat;
import entrepot.kit.Failure;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Serves a pinned index to one build, and remembers what the build saw: its inputs. */
final class IndexService implements Handler {
  private static final int REMEMBERED = 20_000;

  private final PinnedIndex index;
  private final ConcurrentSkipListMap<String, String> seen = new ConcurrentSkipListMap<>();

  IndexService(PinnedIndex index) {
    this.index = index;
  }

  /** What was asked for, and what it was then. */
  SortedMap<String, String> seen() {
    return new TreeMap<>(seen);
  }

  @Override
  public Answer handle(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Answer.text(405, "the index is only read\n").with("Allow", "GET, HEAD");
    }
    String path = request.path().substring(1);
    if (seen.size() >= REMEMBERED && !seen.containsKey(path)) {
      return Answer.text(429, "one build may not ask for so much\n");
    }
    seen.computeIfAbsent(path, index::seen);
    String accept = request.header("Accept").orElse("");
    boolean json = accept.contains(IndexFormat.JSON_TYPE);
    String name = path.endsWith("/") ? path + (json ? "index.v1_json" : "index.html") : path;
    Optional<Entry> entry = index.file(name);
    if (entry.isEmpty()) {
      return Answer.text(404, "tree %s has no %s\n".formatted(index.tree(), path));
    }
    return answer(entry.get(), path.endsWith("/") ? type(json) : "application/octet-stream");
  }

  private static String type(boolean json) {
    return json ? IndexFormat.JSON_TYPE : "text/html; charset=utf-8";
  }

  private Answer answer(Entry entry, String type) {
    try {
      // Fetched whole before the first byte: nothing unverified reaches a build.
      index.sha256(entry);
    } catch (Failure e) {
      return Answer.text(502, e.getMessage() + "\n");
    }
    return new Answer.Streamed(
        200,
        Map.of("Content-Type", type),
        out -> {
          try (InputStream in = index.open(entry)) {
            in.transferTo(out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
