package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.volume.Images;
import java.util.List;

/** The actions on images. */
public final class ImageActions {
  private ImageActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all(Images images) {
    return List.of(
        new DescribeImages(),
        new RegisterImage(images),
        new DeregisterImage(images),
        new CreateImage(images.capture()),
        new CopyImage(images.copies()),
        new ModifyImageAttribute(),
        new DescribeImageAttribute(),
        new ResetImageAttribute(),
        new EnableImageDeprecation(),
        new DisableImageDeprecation());
  }
}
