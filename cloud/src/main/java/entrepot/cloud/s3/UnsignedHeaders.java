package entrepot.cloud.s3;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses signed requests with {@code x-amz-} headers that are not signed, as S3 does. They steer:
 * with {@code x-amz-copy-source} who was given a URL to write one object could have any other
 * copied there. s3proxy 4.1.0 heeds them.
 */
final class UnsignedHeaders implements Filter {
  private static final String PREFIX = "x-amz-";

  /** What only says how the body is sent; S3 lets it be unsigned. */
  private static final String DIGEST = "x-amz-content-sha256";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Pattern SIGNED = Pattern.compile("SignedHeaders=([^,\\s]*)");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> unsigned = unsigned((HttpServletRequest) request);
    if (unsigned.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      refuse((HttpServletResponse) response, unsigned);
    }
  }

  private static List<String> unsigned(HttpServletRequest request) {
    List<List<String>> signed = signed(request);
    return Collections.list(request.getHeaderNames()).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.startsWith(PREFIX) && !name.equals(DIGEST))
        .filter(name -> !signed.stream().allMatch(list -> list.contains(name)))
        .sorted()
        .toList();
  }

  /** What each signature covers that the request has; none has an anonymous one. */
  private static List<List<String>> signed(HttpServletRequest request) {
    List<String> lists = new ArrayList<>();
    @Nullable String header = request.getHeader("Authorization");
    if (header != null && header.startsWith(ALGORITHM)) {
      Matcher found = SIGNED.matcher(header);
      lists.add(found.find() ? found.group(1) : "");
    }
    String @Nullable [] query = request.getParameterValues("X-Amz-SignedHeaders");
    if (query != null) {
      lists.addAll(List.of(query));
    }
    return lists.stream()
        .map(list -> List.of(list.toLowerCase(Locale.ROOT).split(";", -1)))
        .toList();
  }

  private static void refuse(HttpServletResponse response, List<String> unsigned)
      throws IOException {
    byte[] body =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>AccessDenied</Code><Message>There were headers present in the request which \
        were not signed</Message><HeadersNotSigned>%s</HeadersNotSigned></Error>
        """
            .formatted(String.join(", ", unsigned).replace("&", "&amp;"))
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("application/xml");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
