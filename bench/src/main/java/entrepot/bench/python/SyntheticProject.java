package entrepot.bench.python;

import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;

/**
 * A project of the synthetic index, all of which follows from its number and how often it changed:
 * ten wheels, and one more for each change.
 */
record SyntheticProject(int number, int changes) {
  static final int FILES = 10;

  String name() {
    return "project-%06d".formatted(number);
  }

  /** The n-th change of the index made it what it is. */
  long serial(int projects) {
    return 1_000L + number + (long) changes * projects;
  }

  int files() {
    return FILES + changes;
  }

  String fileName(int file) {
    return "project_%06d-1.%d-py3-none-any.whl".formatted(number, file);
  }

  Digest sha256(int file) {
    return Digest.sha256Of((number + "/" + file).getBytes(StandardCharsets.UTF_8));
  }

  long size(int file) {
    return 10_000L + number % 1_000 + file;
  }

  /** Where the file is at the index. */
  String address(int file) {
    String hash = sha256(file).hex();
    return "/packages/%s/%s/%s/%s"
        .formatted(hash.substring(0, 2), hash.substring(2, 4), hash.substring(4), fileName(file));
  }

  /** Its page as PyPI would write it. */
  String page(int projects) {
    StringBuilder page = new StringBuilder(5_000);
    page.append(
        "{\"meta\":{\"_last-serial\":%d,\"api-version\":\"1.3\"},\"name\":\"%s\",\"files\":["
            .formatted(serial(projects), name()));
    StringBuilder versions = new StringBuilder();
    for (int file = 0; file < files(); file++) {
      page.append(file == 0 ? "" : ",").append(file(file));
      versions.append(file == 0 ? "" : ",").append("\"1.").append(file).append('"');
    }
    return page.append("],\"versions\":[").append(versions).append("]}").toString();
  }

  private String file(int file) {
    String hash = sha256(file).hex();
    return "{\"filename\":\"%s\",\"url\":\"%s\",\"hashes\":{\"sha256\":\"%s\"},\"size\":%d,"
            .formatted(fileName(file), address(file), hash, size(file))
        + "\"requires-python\":\">=3.9\",\"upload-time\":\"2025-03-01T10:00:00.123456Z\","
        + "\"core-metadata\":{\"sha256\":\"%s\"},\"yanked\":false}".formatted(hash);
  }
}
