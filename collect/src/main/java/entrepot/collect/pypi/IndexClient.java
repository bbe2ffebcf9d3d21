package entrepot.collect.pypi;

import entrepot.collect.HostileIndex;
import entrepot.collect.SourceAddress;
import entrepot.collect.python.IndexFormat;
import entrepot.kit.http.Fetch;
import entrepot.kit.http.Fetched;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.Validators;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks an index for its pages: JSON by preference, HTML where there is no JSON. */
final class IndexClient {
  private static final String SERIAL = "X-PyPI-Last-Serial";
  private static final int MOST_DIGITS = 18;

  private final Upstream upstream;
  private final SourceAddress index;
  private final Path temporaryFolder;

  IndexClient(Upstream upstream, URI index, Path temporaryFolder) {
    this.upstream = upstream;
    this.index = new SourceAddress(index);
    this.temporaryFolder = temporaryFolder;
  }

  /** The list of projects; empty when it did not change. */
  Optional<IndexAnswer> list(Validators known, long limit) {
    return ask(Fetch.upTo(index.base(), limit).unless(known));
  }

  /** A project's page; empty when it did not change. */
  Optional<IndexAnswer> page(String project, Validators known, long limit) {
    return ask(Fetch.upTo(index.of(project + "/"), limit).unless(known));
  }

  /** The list, past all caches on the way that can be got round. */
  IndexAnswer freshList(String mark, long limit) {
    return fresh("", mark, limit);
  }

  /** A project's page, past all caches on the way that can be got round. */
  IndexAnswer freshPage(String project, String mark, long limit) {
    return fresh(project + "/", mark, limit);
  }

  private IndexAnswer fresh(String path, String mark, long limit) {
    URI marked = URI.create(index.of(path) + "?fresh=" + mark);
    return ask(Fetch.upTo(marked, limit).with("Cache-Control", "no-cache")).orElseThrow();
  }

  private Optional<IndexAnswer> ask(Fetch fetch) {
    Spool body = new Spool(temporaryFolder);
    try {
      Fetched fetched = upstream.get(fetch.with("Accept", IndexFormat.ACCEPT), body);
      Optional<IndexAnswer> answer =
          switch (fetched) {
            case Fetched.NotModified _ -> Optional.empty();
            case Fetched.Body(var validators, var _, var head) ->
                Optional.of(
                    new IndexAnswer(body, format(head), head.at(), validators, serial(head)));
          };
      if (answer.isEmpty()) {
        body.close();
      }
      return answer;
    } catch (RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private static IndexFormat format(Fetched.Head head) {
    String type = head.header("Content-Type").orElse("");
    return IndexFormat.of(type)
        .orElseThrow(() -> {
          String shown = type.length() > 80 ? type.substring(0, 80) + "…" : type;
          return new HostileIndex(
              head.at().getPath(), "its type '%s' is neither JSON nor HTML".formatted(shown));
        });
  }

  private static OptionalLong serial(Fetched.Head head) {
    Optional<String> digits =
        head.header(SERIAL)
            .filter(text -> !text.isEmpty() && text.length() <= MOST_DIGITS)
            .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'));
    return digits.isPresent()
        ? OptionalLong.of(Long.parseLong(digits.get()))
        : OptionalLong.empty();
  }
}
