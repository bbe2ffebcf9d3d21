package entrepot.app.quickstart;

import entrepot.app.quickstart.pypi.SampleIndex;
import entrepot.app.quickstart.s3.SampleBucket;
import entrepot.app.quickstart.tls.TestAuthority;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What the quickstart makes itself below its folder: upstreams of the trees that need nothing of
 * the machine, who vouches for the edges, and the bucket that is a region.
 */
record Samples(SampleUpstream rpm, SampleIndex pypi, TestAuthority authority, SampleBucket bucket)
    implements AutoCloseable {
  static Samples start(Path folder, InstantSource clock, Story story) {
    TestAuthority authority = TestAuthority.in(folder.resolve("tls"), clock.instant());
    var _ = authority.server(QuickstartConfiguration.HOSTS, clock.instant());
    List<Runnable> running = new ArrayList<>();
    try {
      SampleUpstream rpm = SampleUpstream.start(folder.resolve("rpm"), clock, story);
      running.add(rpm::close);
      SampleIndex pypi = SampleIndex.start(folder.resolve("pypi"), line -> story.say("  %s", line));
      running.add(pypi::close);
      SampleBucket bucket =
          SampleBucket.start(folder.resolve("bucket"), QuickstartConfiguration.BUCKET_ADDRESS);
      return new Samples(rpm, pypi, authority, bucket);
    } catch (RuntimeException e) {
      running.forEach(Runnable::run);
      throw e;
    }
  }

  @Override
  public void close() {
    rpm.close();
    pypi.close();
    bucket.close();
  }
}
