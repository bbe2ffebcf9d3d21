package entrepot.store.manifest;

import entrepot.kit.TreePath;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes being encoded; grows as needed. Numbers are LEB128: seven bits a byte, lowest first. */
final class Output {
  private ByteBuffer buffer;

  Output(int capacity) {
    buffer = ByteBuffer.allocate(capacity);
  }

  int size() {
    return buffer.position();
  }

  void clear() {
    buffer.clear();
  }

  void u8(int value) {
    room(1).put((byte) value);
  }

  /** Takes the value as unsigned. */
  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }

  /** Small numbers of either sign stay short. */
  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
  }

  void path(TreePath path, int from) {
    path.copyTo(room(path.length() - from), from);
  }

  void append(Output other) {
    room(other.size()).put(other.buffer.array(), 0, other.size());
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int length) {
    if (buffer.remaining() < length) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + length);
      buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }
    return buffer;
  }
}
