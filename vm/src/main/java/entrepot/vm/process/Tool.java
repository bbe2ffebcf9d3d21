package entrepot.vm.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program of the host to its end, within a time and with an output that are bounded.
 *
 * @param doing for the reader of an error: "making the disk …"
 * @param folder that it starts in
 * @param input what it reads as standard input
 */
public record Tool(String doing, Path folder, Path input, Duration patience) {
  private static final int MOST_OUTPUT = 4 << 20;
  private static final Path NOTHING = Path.of("/dev/null");

  /** A program that reads nothing. */
  public Tool(String doing, Path folder, Duration patience) {
    this(doing, folder, NOTHING, patience);
  }

  /** Runs it; its exit code may be any. */
  public Ended run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectInput(input.toFile());
    plain(builder);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ToolFailed(
          doing, e.toString(), "Install it: tools/test-requirements lists the packages.", e);
    }
    try {
      CompletableFuture<String> output = read(process, process.getInputStream());
      CompletableFuture<String> errors = read(process, process.getErrorStream());
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ToolFailed(
            doing, command.getFirst() + " still ran after " + patience, "Try it again.", null);
      }
      return new Ended(process.exitValue(), output.get(), errors.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolFailed(doing, "interrupted", "", e);
    } catch (ExecutionException e) {
      throw new ToolFailed(doing, String.valueOf(e.getCause()), "", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs it; it must end with exit code 0. */
  public Ended must(List<String> command) {
    Ended ended = run(command);
    if (ended.exit() != 0) {
      throw new ToolFailed(doing, ended);
    }
    return ended;
  }

  /** Programs get no more of the server's environment than where programs are. */
  public static void plain(ProcessBuilder builder) {
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("LC_ALL", "C");
  }

  private static CompletableFuture<String> read(Process process, InputStream from) {
    CompletableFuture<String> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            done.complete(new String(bounded(process, from), StandardCharsets.UTF_8));
          } catch (IOException e) {
            done.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return done;
  }

  private static byte[] bounded(Process process, InputStream from) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      if (all.size() + n > MOST_OUTPUT) {
        process.destroyForcibly();
        throw new IOException("more output than " + MOST_OUTPUT + " bytes");
      }
      all.write(buffer, 0, n);
    }
    return all.toByteArray();
  }
}
