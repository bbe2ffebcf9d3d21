package entrepot.app.cli;

import entrepot.app.config.Configuration;
import entrepot.app.control.Server;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code entrepot up}: the server. */
@CommandLine.Command(
    name = "up",
    description = "Serve the regions, answer mirror lists, run schedules; until stopped.",
    footer = {"", "Ctrl-C or SIGTERM stop it; kill -9 loses nothing."})
final class UpCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec known = java.util.Objects.requireNonNull(spec);
    PrintWriter out = known.commandLine().getOut();
    Configuration configuration = CommonOptions.of(known).load();
    CountDownLatch stopped = new CountDownLatch(1);
    try (Server server = Server.start(configuration, EntrepotCommand::runHere)) {
      Thread hook = new Thread(() -> stopServer(server, stopped), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      for (Map.Entry<String, String> region : server.edgeUrls().entrySet()) {
        out.printf("region %s: %s%n", region.getKey(), region.getValue());
      }
      server
          .edgeTls()
          .forEach((region, tls) -> {
            if (!tls.url().equals(server.edgeUrls().get(region))) {
              out.printf("region %s: %s%n", region, tls.url());
            }
          });
      server.steeringUrl().ifPresent(url -> out.printf("mirror lists: %s%n", url));
      server.cloudUrls().forEach((region, url) -> out.printf("cloud %s: %s%n", region, url));
      server.s3Urls().forEach((region, url) -> out.printf("s3 %s: %s%n", region, url));
      out.println("ready");
      out.flush();
      stopped.await();
    }
    return 0;
  }

  private static void stopServer(Server server, CountDownLatch stopped) {
    server.close();
    stopped.countDown();
  }
}
