package entrepot.cloud.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The AWS SDK's model objects as JSON and back, by the fields that they name themselves. */
final class ModelJson {
  private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();

  private ModelJson() {}

  static ObjectNode write(SdkPojo value) {
    ObjectNode object = NODES.objectNode();
    for (SdkField<?> field : value.sdkFields()) {
      @Nullable Object member = field.getValueOrDefault(value);
      if (member != null
          && !(member instanceof SdkAutoConstructList)
          && !(member instanceof SdkAutoConstructMap)) {
        object.set(field.memberName(), write(field, member));
      }
    }
    return object;
  }

  private static JsonNode write(SdkField<?> field, Object value) {
    return switch (value) {
      case SdkPojo pojo -> write(pojo);
      case Collection<?> list -> {
        ArrayNode array = NODES.arrayNode();
        SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
        list.forEach(item -> array.add(write(member, item)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
        map.forEach((key, item) -> object.set((String) key, write(member, item)));
        yield object;
      }
      case String text -> NODES.stringNode(text);
      case Boolean truth -> NODES.booleanNode(truth);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Float number -> NODES.numberNode(number);
      case Instant time -> NODES.stringNode(time.toString());
      case SdkBytes bytes -> NODES.stringNode(bytes.asUtf8String());
      default ->
          throw new IllegalStateException(
              field.memberName() + " has a type that is not kept: " + value.getClass());
    };
  }

  /** Fills the builder, and builds. */
  static Object read(JsonNode object, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode member = object.get(field.memberName());
      if (member != null) {
        field.set(builder, read(field, member));
      }
    }
    return ((SdkBuilder<?, ?>) builder).build();
  }

  private static Object read(SdkField<?> field, JsonNode node) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.SDK_POJO)) {
      return read(node, field.constructor().get());
    }
    if (type.equals(MarshallingType.LIST)) {
      SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(read(member, item)));
      return list;
    }
    if (type.equals(MarshallingType.MAP)) {
      SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), read(member, e.getValue())));
      return map;
    }
    return scalar(type, node);
  }

  private static Object scalar(MarshallingType<?> type, JsonNode node) {
    if (type.equals(MarshallingType.STRING)) {
      return node.asString();
    }
    if (type.equals(MarshallingType.BOOLEAN)) {
      return node.asBoolean();
    }
    if (type.equals(MarshallingType.INTEGER)) {
      return node.asInt();
    }
    if (type.equals(MarshallingType.LONG)) {
      return node.asLong();
    }
    if (type.equals(MarshallingType.DOUBLE)) {
      return node.asDouble();
    }
    if (type.equals(MarshallingType.FLOAT)) {
      return node.floatValue();
    }
    if (type.equals(MarshallingType.INSTANT)) {
      return Instant.parse(node.asString());
    }
    if (type.equals(MarshallingType.SDK_BYTES)) {
      return SdkBytes.fromUtf8String(node.asString());
    }
    throw new IllegalStateException("no such type is kept: " + type);
  }
}
