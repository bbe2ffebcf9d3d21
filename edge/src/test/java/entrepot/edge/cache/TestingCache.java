package entrepot.edge.cache;

import entrepot.edge.EdgeSettings;
import entrepot.kit.Digest;
import entrepot.kit.listen.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A caching edge over a {@link TestingOrigin}; can be restarted over what it kept. */
final class TestingCache implements AutoCloseable {
  final Path folder;
  private final TestingOrigin origin;
  private final CacheSettings settings;
  private final HttpClient client = HttpClient.newHttpClient();
  CachingEdge edge;
  private URI url;

  TestingCache(TestingOrigin origin, Path folder, long bytes) {
    this(origin, folder, bytes, UnaryOperator.identity());
  }

  TestingCache(TestingOrigin origin, Path folder, long bytes, UnaryOperator<CacheSettings> change) {
    this.origin = origin;
    this.folder = folder;
    this.settings = change.apply(CacheSettings.of(origin.url(), folder, bytes, true));
    this.edge = open();
    this.url = URI.create("http://" + edge.start());
  }

  private CachingEdge open() {
    EdgeSettings own =
        new EdgeSettings(
            "region-a",
            new Binding.Tcp("127.0.0.1", 0),
            java.util.Optional.empty(),
            java.util.List.of(),
            entrepot.kit.listen.Limits.DEFAULT,
            1,
            false,
            1 << 20,
            Duration.ofHours(1));
    return new CachingEdge(own, settings, origin.keys.trusted(), origin.now::get);
  }

  void stop() {
    edge.close();
  }

  void start() {
    edge = open();
    url = URI.create("http://" + edge.start());
  }

  void restart() {
    stop();
    start();
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return ask("GET", path, headers);
  }

  HttpResponse<byte[]> ask(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI url() {
    return url;
  }

  Path file(byte[] content) {
    String hex = Digest.sha256Of(content).hex();
    return folder.resolve("objects").resolve(hex.substring(0, 2)).resolve(hex);
  }

  boolean has(byte[] content) {
    return Files.exists(file(content));
  }

  /** Changes one byte of a cached file where it lies. */
  void flip(byte[] content, long position) {
    try (FileChannel channel =
        FileChannel.open(file(content), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 0x10)}), position);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Bytes of all files, rounded up to pages, but for what is being filled; empty when files came or
   * went while they were counted.
   */
  OptionalLong onDisk() {
    try {
      List<Path> before = files();
      long sum = before.stream().mapToLong(TestingCache::pages).sum();
      return before.equals(files()) ? OptionalLong.of(sum) : OptionalLong.empty();
    } catch (UncheckedIOException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.startsWith(folder.resolve("fetching")))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static long pages(Path path) {
    try {
      return (Files.size(path) + 4095) / 4096 * 4096;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    edge.close();
    client.close();
  }
}
