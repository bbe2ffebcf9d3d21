package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.Head;
import entrepot.release.TreeHead;
import entrepot.store.manifest.Listed;
import entrepot.store.manifest.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The pages an edge makes itself: trees, folders, snapshots, health; as HTML or JSON. */
final class Listings {
  /** Names on one page; the next begins with {@code ?after=} the last. */
  static final int PAGE = 1000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Manifests manifests;
  private final String region;

  Listings(Manifests manifests, String region) {
    this.manifests = manifests;
    this.region = region;
  }

  Found trees(Head head, boolean json) {
    List<ListingPage.Row> rows = new ArrayList<>();
    List<Object> items = new ArrayList<>();
    head.trees()
        .forEach((name, tree) -> {
          rows.add(ListingPage.Row.folder(name, "released " + tree.released()));
          items.add(
              Map.of(
                  "name", name,
                  "snapshot", tree.snapshot().toString(),
                  "released", tree.released().toString()));
        });
    if (json) {
      return json(Map.of("region", region, "generation", head.generation(), "trees", items));
    }
    return html(ListingPage.of("Region " + region, false, rows, Optional.empty()));
  }

  Found health(Head head) {
    return json(Map.of("status", "ok", "region", region, "generation", head.generation()));
  }

  Found snapshots(String tree, TreeHead head, boolean json) {
    String hex = head.snapshot().hex();
    if (json) {
      return json(
          Map.of(
              "tree",
              tree,
              "snapshots",
              List.of(
                  Map.of(
                      "snapshot",
                      head.snapshot().toString(),
                      "released",
                      head.released().toString()))));
    }
    var row = ListingPage.Row.folder(hex, "released " + head.released() + ", served now");
    return html(ListingPage.of("Snapshots of " + tree, false, List.of(row), Optional.empty()));
  }

  /** A folder's page; empty where the manifest has no such folder. */
  Optional<Found> folder(
      String tree, Digest root, @Nullable TreePath folder, Optional<String> after, boolean json) {
    List<Listed> listed = manifests.list(root, folder, after.orElse(null), PAGE + 1);
    boolean top = folder == null;
    if (listed.isEmpty() && !top && manifests.list(root, folder, null, 1).isEmpty()) {
      return Optional.empty();
    }
    boolean more = listed.size() > PAGE;
    List<Listed> page = more ? listed.subList(0, PAGE) : listed;
    Optional<String> next = more ? Optional.of(page.getLast().name()) : Optional.empty();
    String path = top ? "" : folder + "/";
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("tree", tree);
      all.put("path", path);
      all.put("entries", page.stream().map(Listings::item).toList());
      next.ifPresent(name -> all.put("after", name));
      return Optional.of(json(all));
    }
    List<ListingPage.Row> rows = page.stream().map(Listings::row).toList();
    return Optional.of(html(ListingPage.of(tree + "/" + path, true, rows, next)));
  }

  private static ListingPage.Row row(Listed listed) {
    return switch (listed) {
      case Listed.Folder folder -> ListingPage.Row.folder(folder.name(), "");
      case Listed.File file -> ListingPage.Row.file(file.name(), file.entry());
    };
  }

  private static Map<String, Object> item(Listed listed) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("name", listed.name());
    switch (listed) {
      case Listed.Folder _ -> item.put("type", "folder");
      case Listed.File file -> {
        var entry = file.entry();
        item.put("type", "file");
        item.put("state", entry.state().name().toLowerCase(java.util.Locale.ROOT));
        if (entry.size() >= 0) {
          item.put("size", entry.size());
        }
        item.put("modified", java.time.Instant.ofEpochSecond(entry.mtime()).toString());
        item.put("digests", entry.digests().stream().map(Digest::toString).toList());
      }
    }
    return item;
  }

  private static Found json(Object value) {
    return new Found.Page(200, "application/json", JSON.writeValueAsBytes(value));
  }

  private static Found html(String page) {
    return new Found.Page(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }
}
