package entrepot.store.backend;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Linux {@code syncfs(2)}, which forces a whole file system at once: ten thousand small files cost
 * one call rather than one each. Java has no such method, so libc is asked.
 */
final class SyncFs implements DiskFlush {
  private static final int O_RDONLY_O_CLOEXEC = 0x80000;
  private static final StructLayout ERRNO = Linker.Option.captureStateLayout();

  private final Path root;
  private final Libc libc;
  private final AtomicBoolean dirty = new AtomicBoolean();

  private SyncFs(Path root, Libc libc) {
    this.root = root;
    this.libc = libc;
  }

  /** Empty where this is no Linux, or native calls are not allowed. */
  static Optional<DiskFlush> of(Path root) {
    return Libc.LINKED.map(libc -> new SyncFs(root, libc));
  }

  @Override
  public boolean wrote(Path file) {
    dirty.set(true);
    return true;
  }

  @Override
  public void flush() {
    // Cleared before the call: what is written during it counts for the next.
    if (dirty.getAndSet(false)) {
      try {
        syncfs();
      } catch (IOException e) {
        dirty.set(true);
        throw new BackendUnavailable("forcing " + root + " to the device", e);
      }
    }
  }

  private void syncfs() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      int folder =
          (int)
              libc.open.invokeExact(errno, arena.allocateFrom(root.toString()), O_RDONLY_O_CLOEXEC);
      check("open", folder, errno);
      int result = (int) libc.syncfs.invokeExact(errno, folder);
      int closed = (int) libc.close.invokeExact(folder);
      check("syncfs", result, errno);
      check("close", closed, errno);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(String call, int result, MemorySegment errno) throws IOException {
    if (result < 0) {
      throw new IOException(call + " failed with errno " + (int) Libc.ERRNO_VALUE.get(errno, 0L));
    }
  }

  private record Libc(MethodHandle open, MethodHandle syncfs, MethodHandle close) {
    static final VarHandle ERRNO_VALUE =
        ERRNO.varHandle(StructLayout.PathElement.groupElement("errno"));
    static final Optional<Libc> LINKED = link();

    @SuppressWarnings("restricted") // the signatures are those of libc
    private static Optional<Libc> link() {
      if (!System.getProperty("os.name").equals("Linux")) {
        return Optional.empty();
      }
      Linker linker = Linker.nativeLinker();
      Linker.Option errno = Linker.Option.captureCallState("errno");
      var address = ValueLayout.ADDRESS;
      var number = ValueLayout.JAVA_INT;
      try {
        return Optional.of(
            new Libc(
                linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("open"),
                    FunctionDescriptor.of(number, address, number),
                    errno,
                    Linker.Option.firstVariadicArg(2)),
                linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syncfs"),
                    FunctionDescriptor.of(number, number),
                    errno),
                linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("close"),
                    FunctionDescriptor.of(number, number))));
      } catch (RuntimeException e) {
        return Optional.empty();
      }
    }
  }
}
