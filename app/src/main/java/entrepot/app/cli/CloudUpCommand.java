package entrepot.app.cli;

import entrepot.app.config.Configuration;
import entrepot.app.control.CloudServer;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code entrepot cloud up}: the lab cloud, and nothing beside it. */
@CommandLine.Command(
    name = "up",
    description = "Serve the lab cloud's regions; until stopped.",
    footer = {
      "",
      "Ctrl-C or SIGTERM stop the endpoints and let machines run on; 'entrepot cloud down' ends",
      "them. 'entrepot up' serves the lab cloud too, where it is configured."
    })
final class CloudUpCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec known = Objects.requireNonNull(spec);
    PrintWriter out = known.commandLine().getOut();
    Configuration configuration = CommonOptions.of(known).load();
    CountDownLatch stopped = new CountDownLatch(1);
    try (CloudServer server = CloudServer.start(configuration, EntrepotCommand::runHere)) {
      Thread hook = new Thread(() -> stopServer(server, stopped), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      server.urls().forEach((region, url) -> out.printf("cloud %s: %s%n", region, url));
      server.s3Urls().forEach((region, url) -> out.printf("s3 %s: %s%n", region, url));
      out.println("ready");
      out.flush();
      stopped.await();
    }
    return 0;
  }

  private static void stopServer(CloudServer server, CountDownLatch stopped) {
    server.close();
    stopped.countDown();
  }
}
