package entrepot.collect.wheels.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs jobs: over a read-only root, in namespaces of their own, without network, without rights,
 * within limits. Nothing of a job outlives it, nor this process.
 */
public final class Sandbox {
  private static final long LOOK_MILLIS = 50;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final ControlGroups groups;
  private final boolean root = "root".equals(System.getProperty("user.name"));
  private final Slots slots = new Slots();

  public Sandbox(ControlGroups groups) {
    this.groups = groups;
  }

  /**
   * Runs the job to its end. Throws {@link SandboxUnavailable} when it can't be started. When the
   * calling thread is interrupted, the job is killed first.
   */
  public Ended run(Job job) {
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    // The kernel kills the job when the *thread* that started it ends: not one of a shared pool.
    Thread keeper =
        Thread.ofPlatform()
            .name("sandbox " + job.name())
            .daemon()
            .start(() -> {
              try {
                ended.complete(keep(job));
              } catch (Throwable e) {
                ended.completeExceptionally(e);
              }
            });
    try {
      return ended.get();
    } catch (InterruptedException e) {
      keeper.interrupt();
      joinAnyway(keeper);
      Thread.currentThread().interrupt();
      throw new SandboxUnavailable("interrupted during " + job.name(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void joinAnyway(Thread keeper) {
    try {
      keeper.join(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Ended keep(Job job) {
    int user = slots.take();
    try (ControlGroup group = groups.make(job.name(), job.limits())) {
      return watch(job, group, user);
    } catch (IOException e) {
      throw new SandboxUnavailable(e.getMessage() + " (" + job.name() + ")", e);
    } finally {
      slots.giveBack(user);
    }
  }

  private Ended watch(Job job, ControlGroup group, int user) throws IOException {
    long began = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(CommandLine.of(job, group, root, user));
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    Process process = builder.start();
    LimitedCopy output =
        new LimitedCopy(process.getInputStream(), job.output(), job.limits().disk());
    LimitedCopy log = new LimitedCopy(process.getErrorStream(), job.log(), job.limits().output());
    Thread outputs = Thread.ofVirtual().start(output);
    Thread logs = Thread.ofVirtual().start(log);
    try {
      say(process, job.input());
      Optional<Limit> limit = Optional.empty();
      while (limit.isEmpty() && !process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        boolean late = System.nanoTime() - began > job.limits().time().toNanos();
        limit = late ? Optional.of(Limit.TIME) : exceeded(group, output, log);
      }
      // bubblewrap takes all of the job with it; what the group still has is killed with the group.
      // By its handle: the process itself closes the pipes, with what is still to be read in them.
      boolean _ = process.toHandle().destroyForcibly();
      process.waitFor();
      outputs.join(DRAIN);
      logs.join(DRAIN);
      Duration spent = Duration.ofNanos(System.nanoTime() - began);
      return new Ended(
          process.exitValue(),
          limit.or(() -> exceeded(group, output, log)),
          spent,
          group.description());
    } catch (InterruptedException e) {
      throw new SandboxUnavailable("interrupted during " + job.name(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Optional<Limit> exceeded(ControlGroup group, LimitedCopy output, LimitedCopy log) {
    if (log.exceeded()) {
      return Optional.of(Limit.OUTPUT);
    }
    return output.exceeded() ? Optional.of(Limit.DISK) : group.exceeded();
  }

  private static void say(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading; its exit code tells more than this pipe.
      return;
    }
  }
}
