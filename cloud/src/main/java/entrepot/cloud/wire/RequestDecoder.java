package entrepot.cloud.wire;

import entrepot.cloud.ec2.Ec2Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Turns parameters into the SDK's request objects, by the fields that these name themselves. */
final class RequestDecoder {
  private RequestDecoder() {}

  /** Fills a builder of a request and builds it; throws {@link Ec2Failure}. */
  static Object decode(ParameterTree parameters, SdkPojo builder) {
    Object made = fill(parameters, builder);
    parameters.allRead();
    return made;
  }

  private static Object fill(ParameterTree parameters, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      @Nullable ParameterTree given = parameters.part(field.locationName());
      if (given != null) {
        field.set(builder, value(field, given));
      }
    }
    return ((SdkBuilder<?, ?>) builder).build();
  }

  private static Object value(SdkField<?> field, ParameterTree given) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.SDK_POJO)) {
      return fill(given, field.constructor().get());
    }
    if (type.equals(MarshallingType.LIST)) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      List<Object> list = new ArrayList<>();
      given.items().forEach(item -> list.add(value(member, item)));
      return list;
    }
    String text = given.value();
    try {
      return scalar(type, text);
    } catch (NumberFormatException e) {
      throw invalid(given, text, "a number that fits");
    } catch (DateTimeException e) {
      throw invalid(given, text, "a time by ISO 8601, such as 2026-01-31T12:00:00Z");
    } catch (IllegalArgumentException e) {
      throw invalid(given, text, String.valueOf(e.getMessage()));
    }
  }

  private static Object scalar(MarshallingType<?> type, String text) {
    if (type.equals(MarshallingType.STRING)) {
      return text;
    }
    if (type.equals(MarshallingType.BOOLEAN)) {
      return truth(text);
    }
    if (type.equals(MarshallingType.INTEGER)) {
      return Integer.valueOf(text);
    }
    if (type.equals(MarshallingType.LONG)) {
      return Long.valueOf(text);
    }
    if (type.equals(MarshallingType.DOUBLE)) {
      return finite(text);
    }
    if (type.equals(MarshallingType.FLOAT)) {
      return (float) finite(text);
    }
    if (type.equals(MarshallingType.INSTANT)) {
      return Instant.parse(text);
    }
    if (type.equals(MarshallingType.SDK_BYTES)) {
      return bytes(text);
    }
    throw new IllegalStateException("no request has such a type: " + type);
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  private static double finite(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException();
    }
    return number;
  }

  private static SdkBytes bytes(String text) {
    try {
      return SdkBytes.fromByteArray(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("base64", e);
    }
  }

  private static Ec2Failure invalid(ParameterTree given, String text, String wanted) {
    return Ec2Failure.of(
        "InvalidParameterValue",
        "Value (%s) for parameter %s is invalid. It must be %s."
            .formatted(Parameters.shown(text), Parameters.shown(given.path()), wanted));
  }
}
