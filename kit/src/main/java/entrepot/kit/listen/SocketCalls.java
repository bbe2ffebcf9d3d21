package entrepot.kit.listen;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * Linux calls that neither Java nor netty offers: send(2) with MSG_MORE, and a sendfile(2) that is
 * tried once. Descriptors are numbers here: callers hold them open during a call.
 */
final class SocketCalls {
  /** The longest head that is sent so; longer ones go another way. */
  static final int HEAD = 4096;

  private static final int O_RDONLY_O_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
  private static final int MSG_MORE = 0x8000;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_VALUE =
      ERRNO.varHandle(StructLayout.PathElement.groupElement("errno"));

  private static final boolean LINUX =
      System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == Long.BYTES;

  // Constants, so that a call costs no look into them.
  private static final MethodHandle OPEN =
      link(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle SEND =
      link(
          "send",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle SENDFILE =
      link(
          "sendfile",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private static final FastThreadLocal<Scratch> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
          Arena arena = Arena.ofAuto();
          return new Scratch(
              arena.allocate(ERRNO), arena.allocate(ValueLayout.JAVA_LONG), arena.allocate(HEAD));
        }
      };

  /** What a thread's calls point to. */
  private record Scratch(MemorySegment errno, MemorySegment offset, MemorySegment head) {}

  private SocketCalls() {}

  /** Whether this is a Linux that lets us call it. */
  static boolean available() {
    return LINUX && OPEN.type().parameterCount() > 0 && SENDFILE.type().parameterCount() > 0;
  }

  @SuppressWarnings("restricted") // the signatures are those of libc on 64 bits
  private static MethodHandle link(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    MethodHandle none = MethodHandles.empty(MethodType.methodType(void.class));
    if (!LINUX) {
      return none;
    }
    try {
      Linker linker = Linker.nativeLinker();
      Linker.Option[] all = java.util.Arrays.copyOf(options, options.length + 1);
      all[options.length] = Linker.Option.captureCallState("errno");
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, all);
    } catch (RuntimeException e) {
      return none;
    }
  }

  /** Opens a file to read; answers with its descriptor. */
  static int open(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      int fd =
          (int) OPEN.invokeExact(errno, arena.allocateFrom(path.toString()), O_RDONLY_O_CLOEXEC);
      return (int) checked("open " + path, fd, errno);
    } catch (Throwable e) {
      throw sorted(e);
    }
  }

  static void close(int fd) throws IOException {
    Scratch scratch = SCRATCH.get();
    try {
      var _ = checked("close", (int) CLOSE.invokeExact(scratch.errno, fd), scratch.errno);
    } catch (Throwable e) {
      throw sorted(e);
    }
  }

  /**
   * Sends what follows {@code from} of a head. With {@code more}, the kernel puts it into one
   * packet with what is sent next. Answers with the bytes taken, 0 when there is no room.
   */
  static int send(int socket, byte[] head, int from, boolean more) throws IOException {
    Scratch scratch = SCRATCH.get();
    int length = head.length - from;
    MemorySegment.copy(head, from, scratch.head, ValueLayout.JAVA_BYTE, 0, length);
    int flags = more ? MSG_DONTWAIT_NOSIGNAL | MSG_MORE : MSG_DONTWAIT_NOSIGNAL;
    try {
      long sent =
          (long) SEND.invokeExact(scratch.errno, socket, scratch.head, (long) length, flags);
      return (int) checked("send", sent, scratch.errno);
    } catch (Throwable e) {
      throw sorted(e);
    }
  }

  /**
   * Sends a part of a file to a socket that does not block. Answers with the bytes taken, 0 when
   * there is no room.
   */
  static long sendFile(int socket, int file, long offset, long length) throws IOException {
    Scratch scratch = SCRATCH.get();
    scratch.offset.set(ValueLayout.JAVA_LONG, 0, offset);
    try {
      long sent = (long) SENDFILE.invokeExact(scratch.errno, socket, file, scratch.offset, length);
      if (sent == 0 && length > 0) {
        throw new IOException("the file ends before byte " + offset);
      }
      return checked("sendfile", sent, scratch.errno);
    } catch (Throwable e) {
      throw sorted(e);
    }
  }

  private static long checked(String call, long result, MemorySegment errno) throws IOException {
    if (result >= 0) {
      return result;
    }
    int found = (int) ERRNO_VALUE.get(errno, 0L);
    if (found == EAGAIN || found == EINTR) {
      return 0;
    }
    throw new IOException(call + " failed with errno " + found);
  }

  /** What invokeExact may throw, as what may come of it. */
  private static IOException sorted(Throwable e) {
    return switch (e) {
      case IOException io -> io;
      case RuntimeException runtime -> throw runtime;
      case Error error -> throw error;
      default -> throw new IllegalStateException(e);
    };
  }
}
