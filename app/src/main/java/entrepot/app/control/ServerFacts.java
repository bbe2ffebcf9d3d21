package entrepot.app.control;

import entrepot.app.command.Report;
import entrepot.cloud.LabCloud;
import java.util.Map;
import java.util.Optional;

/** What only a running server knows, for the status, and what it wants to hear. */
interface ServerFacts {
  /** No server: the command line works by itself. */
  ServerFacts NONE =
      new ServerFacts() {
        @Override
        public Optional<Long> pid() {
          return Optional.empty();
        }

        @Override
        public Map<String, String> edgeUrls() {
          return Map.of();
        }

        @Override
        public Optional<String> steeringUrl() {
          return Optional.empty();
        }

        @Override
        public Map<String, Report.TlsStatus> edgeTls() {
          return Map.of();
        }

        @Override
        public Optional<Report.TlsStatus> steeringTls() {
          return Optional.empty();
        }

        @Override
        public void released() {}
      };

  /** The server's process id. */
  Optional<Long> pid();

  /** The address of each region's edge, as clients see it. */
  Map<String, String> edgeUrls();

  /** Where mirror lists are answered. */
  Optional<String> steeringUrl();

  /** The certificates of the edges that speak TLS. */
  Map<String, Report.TlsStatus> edgeTls();

  /** The certificate of mirror lists. */
  Optional<Report.TlsStatus> steeringTls();

  /** The lab cloud, while it runs. */
  default Optional<LabCloud> cloud() {
    return Optional.empty();
  }

  /** A region's head may have changed. */
  void released();
}
