package entrepot.app.quickstart;

import entrepot.app.quickstart.pypi.SampleIndex;
import entrepot.app.quickstart.tls.TestAuthority;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What the quickstart makes itself below its folder: upstreams of the trees that need nothing of
 * the machine, and who vouches for the edges.
 */
record Samples(SampleUpstream rpm, SampleIndex pypi, TestAuthority authority)
    implements AutoCloseable {
  static Samples start(Path folder, InstantSource clock, Story story) {
    TestAuthority authority = TestAuthority.in(folder.resolve("tls"), clock.instant());
    var _ = authority.server(QuickstartConfiguration.HOSTS, clock.instant());
    SampleUpstream rpm = SampleUpstream.start(folder.resolve("rpm"), clock, story);
    try {
      return new Samples(
          rpm,
          SampleIndex.start(folder.resolve("pypi"), line -> story.say("  %s", line)),
          authority);
    } catch (RuntimeException e) {
      rpm.close();
      throw e;
    }
  }

  @Override
  public void close() {
    rpm.close();
    pypi.close();
  }
}
