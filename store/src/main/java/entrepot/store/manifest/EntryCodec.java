package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.ArrayList;
import java.util.List;

/** The fields of an entry but its path, as bytes. */
final class EntryCodec {
  /** A file; other kinds (links, folders with attributes) are reserved. */
  private static final int FILE = 0;

  private static final Role[] ROLES = Role.values();
  private static final State[] STATES = State.values();
  private static final Digest.Algorithm[] ALGORITHMS = Digest.Algorithm.values();

  private EntryCodec() {}

  static void write(Entry entry, Output out) {
    out.u8(FILE);
    out.u8(entry.role().code());
    out.u8(entry.state().code());
    out.varint(entry.size() + 1);
    out.zigzag(entry.mtime());
    out.u8(entry.digests().size());
    for (Digest digest : entry.digests()) {
      out.u8(digest.algorithm().code());
      out.bytes(digest.bytes());
    }
    out.varint(entry.extensions().size());
    for (Extension extension : entry.extensions()) {
      if (extension.critical()) {
        throw new IllegalArgumentException(
            "field %d of '%s' is critical, and no version knows it"
                .formatted(extension.tag(), entry.path()));
      }
      byte[] value = extension.value();
      out.varint(extension.tag());
      out.varint(value.length);
      out.bytes(value);
    }
  }

  static Entry read(TreePath path, Input in) throws Malformed {
    int kind = in.u8();
    if (kind != FILE) {
      throw new Malformed("has '%s' of the unknown kind %d".formatted(path, kind));
    }
    Role role = role(in.u8());
    State state = state(in.u8());
    long size = in.varint() - 1;
    if (size < Entry.UNKNOWN_SIZE || size == Long.MAX_VALUE) {
      throw new Malformed("has '%s' with a size of 2^63 or more".formatted(path));
    }
    long mtime = in.zigzag();
    List<Digest> digests = digests(in);
    try {
      List<Extension> extensions = extensions(path, in);
      return new Entry(path, role, state, size, mtime, digests, extensions);
    } catch (IllegalArgumentException e) {
      throw new Malformed("has a contradiction: " + e.getMessage());
    }
  }

  private static Role role(int code) throws Malformed {
    for (Role role : ROLES) {
      if (role.code() == code) {
        return role;
      }
    }
    throw new Malformed("has the unknown role " + code);
  }

  private static State state(int code) throws Malformed {
    for (State state : STATES) {
      if (state.code() == code) {
        return state;
      }
    }
    throw new Malformed("has the unknown state " + code);
  }

  private static List<Digest> digests(Input in) throws Malformed {
    int count = in.u8();
    if (count == 1) {
      return List.of(digest(in));
    }
    if (count > ALGORITHMS.length) {
      throw new Malformed("has an entry with " + count + " digests");
    }
    List<Digest> digests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      digests.add(digest(in));
    }
    return digests;
  }

  private static Digest digest(Input in) throws Malformed {
    int code = in.u8();
    for (Digest.Algorithm algorithm : ALGORITHMS) {
      if (algorithm.code() == code) {
        return in.digest(algorithm);
      }
    }
    throw new Malformed("has a digest of the unknown algorithm " + code);
  }

  private static List<Extension> extensions(TreePath path, Input in) throws Malformed {
    int count = in.number("extension fields", Extension.MOST);
    if (count == 0) {
      return List.of();
    }
    List<Extension> extensions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int tag = in.number("an extension tag", Integer.MAX_VALUE);
      if ((tag & 1) == 1) {
        throw new Malformed(
            "has '%s' with field %d, which this version must not ignore and does not know"
                .formatted(path, tag));
      }
      int length = in.number("an extension length", Extension.MOST_BYTES);
      extensions.add(new Extension(tag, in.bytes(length)));
    }
    return extensions;
  }
}
