package entrepot.steering.geo;

import entrepot.steering.network.Netblock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a small MaxMind DB, as the specification 2.0 has it: an IPv6 tree with 24-bit records,
 * IPv4 below {@code ::/96}, and data of maps, texts and 32-bit numbers. Blocks may not overlap.
 */
public final class TestingMaxMindFile {
  private static final int MISSING = -1;

  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {MISSING, MISSING}));
  private final List<Map<String, ?>> records = new ArrayList<>();

  private TestingMaxMindFile() {}

  /** A database of countries. */
  public static void countries(Path file, Map<String, String> countryOf) throws IOException {
    TestingMaxMindFile database = new TestingMaxMindFile();
    countryOf.forEach(
        (block, code) -> database.put(block, Map.of("country", Map.of("iso_code", code))));
    database.write(file, "GeoLite2-Country");
  }

  /** A database of autonomous systems. */
  public static void systems(Path file, Map<String, Long> systemOf) throws IOException {
    TestingMaxMindFile database = new TestingMaxMindFile();
    systemOf.forEach((block, asn) -> database.put(block, Map.of("autonomous_system_number", asn)));
    database.write(file, "GeoLite2-ASN");
  }

  private void put(String cidr, Map<String, ?> record) {
    Netblock block = Netblock.of(cidr);
    // The format has IPv4 below ::/96, without the ffff.
    long low = block.first().isIpv4() ? block.first().low() & 0xffff_ffffL : block.first().low();
    int node = 0;
    for (int bit = 0; bit < block.length(); bit++) {
      int side = (int) (bit < 64 ? block.first().high() >>> (63 - bit) : low >>> (127 - bit)) & 1;
      if (bit == block.length() - 1) {
        nodes.get(node)[side] = -2 - records.size();
      } else {
        if (nodes.get(node)[side] == MISSING) {
          nodes.add(new int[] {MISSING, MISSING});
          nodes.get(node)[side] = nodes.size() - 1;
        }
        node = nodes.get(node)[side];
      }
    }
    records.add(record);
  }

  private void write(Path file, String type) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<Integer> offsets = new ArrayList<>();
    for (Map<String, ?> record : records) {
      offsets.add(data.size());
      value(data, record);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int record : node) {
        int pointer =
            record >= 0
                ? record
                : nodes.size() + (record == MISSING ? 0 : 16 + offsets.get(-2 - record));
        out.write(ByteBuffer.allocate(4).putInt(pointer).array(), 1, 3);
      }
    }
    out.writeBytes(new byte[16]);
    data.writeTo(out);
    out.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("node_count", (long) nodes.size());
    metadata.put("record_size", 24);
    metadata.put("ip_version", 6);
    metadata.put("database_type", type);
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", java.math.BigInteger.valueOf(1_700_000_000));
    metadata.put("languages", List.of());
    metadata.put("description", Map.of());
    value(out, metadata);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, out.toByteArray());
    Files.move(
        part,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void value(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        out.write(7 << 5 | map.size());
        map.forEach((key, each) -> {
          value(out, key);
          value(out, each);
        });
      }
      case List<?> list -> out.writeBytes(new byte[] {(byte) list.size(), 11 - 7});
      case String text -> {
        out.write(2 << 5 | text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
      }
      case Long number -> {
        out.write(6 << 5 | 4);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) (long) number).array());
      }
      case Integer number -> {
        out.write(5 << 5 | 2);
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) (int) number).array());
      }
      case java.math.BigInteger number -> {
        out.writeBytes(new byte[] {8, 9 - 7});
        out.writeBytes(ByteBuffer.allocate(8).putLong(number.longValue()).array());
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
  }
}
