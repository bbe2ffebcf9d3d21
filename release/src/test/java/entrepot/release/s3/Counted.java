package entrepot.release.s3;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Notes each request, as {@code PUT mirror/tree/path}; can be told to fail at one. */
final class Counted implements ExecutionInterceptor {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> failing = _ -> false;

  /** What a process that is killed looks like to the bucket: no request follows. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    String path = request.encodedPath().replaceFirst("^/[^/]+/?", "");
    String kind =
        request.firstMatchingHeader("x-amz-copy-source").isPresent()
            ? "COPY"
            : request.method() + "";
    String line = kind + " " + path;
    if (failing.test(line)) {
      failing = _ -> true;
      throw new Killed();
    }
    requests.add(line);
  }

  /** From the first such request on, nothing more gets through. */
  void killAt(Predicate<String> request) {
    failing = request;
  }

  void revive() {
    failing = _ -> false;
    requests.clear();
  }

  List<String> take() {
    List<String> all = List.copyOf(requests);
    requests.clear();
    return all;
  }

  /** Those for clients' files; the own ones and lists of what to delete left out. */
  List<String> takeFiles() {
    return take().stream()
        .filter(line -> !line.contains(".entrepot/") && !line.equals("POST "))
        .sorted()
        .toList();
  }
}
