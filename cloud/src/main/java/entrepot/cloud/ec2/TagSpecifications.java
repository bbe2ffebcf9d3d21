package entrepot.cloud.ec2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags that a request gives to what it makes, within AWS's limits. */
public final class TagSpecifications {
  /** Tags of one resource. */
  private static final int COUNT = 50;

  private static final int KEY = 127;
  private static final int VALUE = 255;

  private TagSpecifications() {}

  /** The tags for what is of that type; throws {@link Ec2Failure}. */
  public static List<Tag> of(List<TagSpecification> asked, ResourceType type) {
    return checked(
        asked.stream()
            .filter(one -> type.toString().equals(one.resourceTypeAsString()))
            .flatMap(one -> one.tags().stream())
            .toList());
  }

  /** Tags of one resource, a missing value made empty; throws {@link Ec2Failure}. */
  public static List<Tag> checked(List<Tag> tags) {
    Map<String, Tag> byKey = new LinkedHashMap<>();
    for (Tag tag : tags) {
      @Nullable String key = tag.key();
      String value = tag.value() == null ? "" : tag.value();
      if (key == null || key.isEmpty()) {
        throw Ec2Failure.of("InvalidParameterValue", "Tag keys may not be empty.");
      }
      if (key.length() > KEY || value.length() > VALUE) {
        throw Ec2Failure.of(
            "InvalidParameterValue",
            "A tag's key has at most %d characters and its value at most %d."
                .formatted(KEY, VALUE));
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw Ec2Failure.of(
            "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved: " + key);
      }
      if (byKey.put(key, Tag.builder().key(key).value(value).build()) != null) {
        throw Ec2Failure.of("InvalidParameterValue", "Duplicate tag key '" + key + "' specified.");
      }
    }
    if (byKey.size() > COUNT) {
      throw Ec2Failure.of(
          "TagLimitExceeded", "The maximum number of tags of a resource is " + COUNT + ".");
    }
    return List.copyOf(byKey.values());
  }
}
