package entrepot.kit.http;

import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/** Apache's client with everything off that would decide in our place. */
final class Client {
  private static final int CONNECTIONS = 1024;

  private Client() {}

  static CloseableHttpClient of(HttpSettings settings) {
    Timeout stall = Timeout.of(settings.stallTimeout());
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(settings.connectTimeout()))
            .setSocketTimeout(stall)
            .setTimeToLive(5, TimeUnit.MINUTES)
            .build();
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new GuardedDns(new AddressGuard(settings.allowPrivate())))
            .setDefaultConnectionConfig(connection)
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(stall).build())
            .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(stall).build())
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(settings.connectionsPerHost())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(stall).build())
        .setUserAgent(settings.userAgent())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }
}
