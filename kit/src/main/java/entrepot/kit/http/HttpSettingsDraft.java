package entrepot.kit.http;

import java.time.Duration;

/** {@link HttpSettings} that are still being written; new ones suit a public archive. */
final class HttpSettingsDraft {
  boolean allowPrivate;
  int connectionsPerHost = 8;
  Duration connectTimeout = Duration.ofSeconds(10);
  Duration stallTimeout = Duration.ofSeconds(30);
  Duration slowStart = Duration.ofMinutes(1);
  long minimumRate = 1024;
  int retries = 4;
  Duration backoff = Duration.ofMillis(500);
  Duration longestBackoff = Duration.ofSeconds(30);
  long maxFileSize = 64L << 30;
  String userAgent = "entrepot/0.1";

  HttpSettingsDraft() {}

  HttpSettingsDraft(HttpSettings from) {
    allowPrivate = from.allowPrivate();
    connectionsPerHost = from.connectionsPerHost();
    connectTimeout = from.connectTimeout();
    stallTimeout = from.stallTimeout();
    slowStart = from.slowStart();
    minimumRate = from.minimumRate();
    retries = from.retries();
    backoff = from.backoff();
    longestBackoff = from.longestBackoff();
    maxFileSize = from.maxFileSize();
    userAgent = from.userAgent();
  }

  HttpSettings settings() {
    return new HttpSettings(
        allowPrivate,
        connectionsPerHost,
        connectTimeout,
        stallTimeout,
        slowStart,
        minimumRate,
        retries,
        backoff,
        longestBackoff,
        maxFileSize,
        userAgent);
  }
}
