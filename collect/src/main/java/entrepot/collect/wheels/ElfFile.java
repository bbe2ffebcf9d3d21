package entrepot.collect.wheels;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a 64-bit little-endian ELF file expects of the system: the dynamic section as the System V
 * ABI and the Linux Standard Base describe it, read through the program headers as the loader does.
 *
 * @param machine as platform tags name it, such as {@code x86_64}
 * @param libraries the shared libraries that it names (DT_NEEDED)
 * @param symbols the symbol versions that it needs, such as {@code GLIBC_2.34}
 */
record ElfFile(String machine, List<String> libraries, List<String> symbols) {
  /** How many bytes tell. */
  static final int HEAD = 4;

  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final long DT_VERNEED = 0x6ffffffeL;
  private static final int MOST = 100_000;
  private static final int LONGEST_NAME = 1_000;

  ElfFile {
    libraries = List.copyOf(libraries);
    symbols = List.copyOf(symbols);
  }

  /** Whether these first bytes are an ELF file's. */
  static boolean begins(byte[] head) {
    return Arrays.equals(head, MAGIC);
  }

  /**
   * Reads it; throws {@link WheelRefused} when it is broken or of a kind that wheels do not have.
   */
  static ElfFile read(String name, ByteBuffer content) {
    if (content.limit() < 64 || content.get(4) != 2 || content.get(5) != 1) {
      throw new WheelRefused(name + " is native code of another kind of processor");
    }
    try {
      return new Reader(content.order(ByteOrder.LITTLE_ENDIAN)).file();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new WheelRefused(name + " is a broken ELF file");
    }
  }

  private record Segment(long address, long offset, long size) {}

  private static final class Reader {
    private final ByteBuffer bytes;
    private final List<Segment> loaded = new ArrayList<>();
    private Optional<Segment> dynamic = Optional.empty();

    Reader(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    ElfFile file() {
      int start = at(bytes.getLong(32));
      int size = bytes.getShort(54) & 0xffff;
      int count = bytes.getShort(56) & 0xffff;
      for (int i = 0; i < count; i++) {
        int header = start + i * size;
        Segment segment =
            new Segment(
                bytes.getLong(header + 16), bytes.getLong(header + 8), bytes.getLong(header + 32));
        switch (bytes.getInt(header)) {
          case PT_LOAD -> loaded.add(segment);
          case PT_DYNAMIC -> dynamic = Optional.of(segment);
          default -> {}
        }
      }
      List<Long> needed = new ArrayList<>();
      long stringsAt = -1;
      long versionsAt = -1;
      if (dynamic.isPresent()) {
        int place = at(dynamic.get().offset);
        for (int i = 0; i < MOST && bytes.getLong(place + 16 * i) != 0; i++) {
          long tag = bytes.getLong(place + 16 * i);
          long value = bytes.getLong(place + 16 * i + 8);
          if (tag == DT_NEEDED) {
            needed.add(value);
          } else if (tag == DT_STRTAB) {
            stringsAt = value;
          } else if (tag == DT_VERNEED) {
            versionsAt = value;
          }
        }
      }
      long strings = stringsAt < 0 ? 0 : offset(stringsAt);
      return new ElfFile(
          machine(),
          needed.stream().map(n -> text(strings + n)).sorted().toList(),
          versionsAt < 0 ? List.of() : symbols(offset(versionsAt), strings));
    }

    private List<String> symbols(long versions, long strings) {
      TreeSet<String> found = new TreeSet<>();
      long file = versions;
      int read = 0;
      while (true) {
        int count = bytes.getShort(at(file + 2)) & 0xffff;
        long one = file + unsigned(file + 8);
        for (int i = 0; i < count; i++) {
          if (++read > MOST) {
            throw new IndexOutOfBoundsException();
          }
          found.add(text(strings + unsigned(one + 8)));
          one += unsigned(one + 12);
        }
        long next = unsigned(file + 12);
        if (next == 0 || ++read > MOST) {
          return List.copyOf(found);
        }
        file += next;
      }
    }

    private String machine() {
      int machine = bytes.getShort(18) & 0xffff;
      return switch (machine) {
        case 62 -> "x86_64";
        case 183 -> "aarch64";
        case 21 -> "ppc64le";
        case 243 -> "riscv64";
        default -> String.format(Locale.ROOT, "machine %d", machine);
      };
    }

    private long unsigned(long place) {
      return bytes.getInt(at(place)) & 0xffffffffL;
    }

    private long offset(long address) {
      return loaded.stream()
          .filter(s -> address >= s.address && address < s.address + s.size)
          .mapToLong(s -> address - s.address + s.offset)
          .findFirst()
          .orElseThrow(IndexOutOfBoundsException::new);
    }

    private String text(long place) {
      int from = at(place);
      StringBuilder text = new StringBuilder();
      for (byte b = bytes.get(from); b != 0; b = bytes.get(from + text.length())) {
        if (b < 0x20 || text.length() == LONGEST_NAME) {
          throw new IndexOutOfBoundsException();
        }
        text.append((char) b);
      }
      return text.toString();
    }

    private static int at(long place) {
      if (place < 0 || place > Integer.MAX_VALUE) {
        throw new IndexOutOfBoundsException();
      }
      return (int) place;
    }
  }
}
