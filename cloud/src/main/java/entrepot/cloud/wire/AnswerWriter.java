package entrepot.cloud.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Writes the SDK's response objects as EC2 answers, and errors. */
final class AnswerWriter {
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AnswerWriter() {}

  /** The answer of an action. */
  static String answer(String action, SdkPojo response, String requestId) {
    // Clients take what such an answer has as what they asked for.
    boolean onlyWhatWasAsked = action.startsWith("Describe") && action.endsWith("Attribute");
    Xml xml = new Xml();
    String root = action + "Response";
    xml.open(root, NAMESPACE).text("requestId", requestId);
    List<SdkField<?>> fields = response.sdkFields();
    for (SdkField<?> field : fields) {
      String name = field.unmarshallLocationName();
      @Nullable Object value = field.getValueOrDefault(response);
      if (value == null && name.equals("return")) {
        xml.text(name, "true");
      } else if (!(onlyWhatWasAsked && unset(value))) {
        write(xml, field, name, value);
      }
    }
    if (fields.isEmpty()) {
      xml.text("return", "true");
    }
    return xml.close(root).toString();
  }

  /** An error. */
  static String error(String code, String message, String requestId) {
    return new Xml()
        .open("Response")
        .open("Errors")
        .open("Error")
        .text("Code", code)
        .text("Message", message)
        .close("Error")
        .close("Errors")
        .text("RequestID", requestId)
        .close("Response")
        .toString();
  }

  private static boolean unset(@Nullable Object value) {
    return value == null || value instanceof SdkAutoConstructList;
  }

  private static void members(Xml xml, SdkPojo pojo) {
    for (SdkField<?> field : pojo.sdkFields()) {
      @Nullable Object value = field.getValueOrDefault(pojo);
      String name = field.unmarshallLocationName();
      if (!unset(value) || (pojo instanceof Reservation && name.equals("groupSet"))) {
        write(xml, field, name, value);
      }
    }
  }

  private static void write(Xml xml, SdkField<?> field, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case SdkPojo pojo -> {
        xml.open(name);
        members(xml, pojo);
        xml.close(name);
      }
      case Collection<?> list when list.isEmpty() -> xml.empty(name);
      case Collection<?> list -> {
        ListTrait trait = field.getRequiredTrait(ListTrait.class);
        String item = Objects.requireNonNullElse(trait.memberLocationName(), "item");
        SdkField<?> member = trait.memberFieldInfo();
        xml.open(name);
        list.forEach(one -> write(xml, member, item, one));
        xml.close(name);
      }
      case Instant time -> xml.text(name, TIME.format(time));
      case SdkBytes bytes ->
          xml.text(name, Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
      case String text -> xml.text(name, text);
      case Number number -> xml.text(name, number.toString());
      case Boolean truth -> xml.text(name, truth.toString());
      default ->
          throw new IllegalStateException(
              field.memberName() + " has a type that is not written: " + value.getClass());
    }
  }
}
