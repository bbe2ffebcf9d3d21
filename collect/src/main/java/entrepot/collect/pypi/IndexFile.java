package entrepot.collect.pypi;

import entrepot.collect.python.IndexFormat;

/** One of the files that an index's page is kept in; the edge chooses among them by Accept. */
enum IndexFile {
  HTML("index.html", "text/html", IndexFormat.HTML),
  V1_HTML("index.v1_html", IndexFormat.HTML_TYPE, IndexFormat.HTML),
  JSON("index.v1_json", IndexFormat.JSON_TYPE, IndexFormat.JSON);

  private final String fileName;
  private final String mediaType;
  private final IndexFormat format;

  IndexFile(String fileName, String mediaType, IndexFormat format) {
    this.fileName = fileName;
    this.mediaType = mediaType;
    this.format = format;
  }

  String fileName() {
    return fileName;
  }

  String mediaType() {
    return mediaType;
  }

  IndexFormat format() {
    return format;
  }
}
