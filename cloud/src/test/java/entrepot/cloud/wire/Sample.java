package entrepot.cloud.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Model objects with a value in every field. Each follows from the field's whole name on the wire,
 * so that whoever reads it from elsewhere knows that it does not belong there; {@code every.py}
 * computes the same.
 */
final class Sample {
  private static final int ITEMS = 2;

  private final Function<SdkField<?>, String> wire;
  private final Deque<Class<?>> above = new ArrayDeque<>();

  private Sample(Function<SdkField<?>, String> wire) {
    this.wire = wire;
  }

  static SdkPojo request(SdkPojo builder) {
    return (SdkPojo) new Sample(SdkField::locationName).fill(builder, "");
  }

  static SdkPojo response(SdkPojo builder) {
    return (SdkPojo) new Sample(SdkField::unmarshallLocationName).fill(builder, "");
  }

  /** What is set in a request, by name on the wire. */
  static Map<String, Object> leaves(SdkPojo request) {
    Map<String, Object> leaves = new TreeMap<>();
    for (SdkField<?> field : request.sdkFields()) {
      leaves(field.locationName(), field.getValueOrDefault(request), leaves);
    }
    return leaves;
  }

  private static void leaves(String path, @Nullable Object value, Map<String, Object> leaves) {
    switch (value) {
      case null -> {}
      case SdkPojo pojo ->
          pojo.sdkFields()
              .forEach(field ->
                  leaves(path + "." + field.locationName(), field.getValueOrDefault(pojo), leaves));
      case Collection<?> list -> {
        int at = 0;
        for (Object item : list) {
          leaves(path + "." + ++at, item, leaves);
        }
      }
      default -> leaves.put(path, value);
    }
  }

  /** The value that belongs at a name. */
  static Object value(MarshallingType<?> type, String path) {
    CRC32 crc = new CRC32();
    crc.update(path.getBytes(StandardCharsets.UTF_8));
    long number = crc.getValue();
    if (type.equals(MarshallingType.BOOLEAN)) {
      return (number & 1) == 1;
    }
    if (type.equals(MarshallingType.INTEGER)) {
      return (int) (1000 + number % 100_000);
    }
    if (type.equals(MarshallingType.LONG)) {
      return 1000 + number % 100_000;
    }
    if (type.equals(MarshallingType.DOUBLE)) {
      return (1000 + number % 100_000) / 8.0;
    }
    if (type.equals(MarshallingType.FLOAT)) {
      return (1000 + number % 100_000) / 8.0f;
    }
    if (type.equals(MarshallingType.INSTANT)) {
      return Instant.ofEpochSecond(1_400_000_000 + number % 100_000_000);
    }
    if (type.equals(MarshallingType.SDK_BYTES)) {
      return SdkBytes.fromUtf8String(path);
    }
    return path;
  }

  private Object fill(SdkPojo builder, String path) {
    above.push(builder.getClass());
    for (SdkField<?> field : builder.sdkFields()) {
      String name = path.isEmpty() ? wire.apply(field) : path + "." + wire.apply(field);
      if (!name.equals("DryRun")) {
        @Nullable Object value = value(field, name);
        if (value != null) {
          field.set(builder, value);
        }
      }
    }
    above.pop();
    return ((SdkBuilder<?, ?>) builder).build();
  }

  private @Nullable Object value(SdkField<?> field, String path) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.SDK_POJO)) {
      SdkPojo builder = field.constructor().get();
      return above.contains(builder.getClass()) ? null : fill(builder, path);
    }
    if (!type.equals(MarshallingType.LIST)) {
      return value(type, path);
    }
    SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<Object> list = new ArrayList<>();
    for (int at = 1; at <= ITEMS; at++) {
      @Nullable Object item = value(member, path + "." + at);
      if (item == null) {
        return null;
      }
      list.add(item);
    }
    return list;
  }
}
