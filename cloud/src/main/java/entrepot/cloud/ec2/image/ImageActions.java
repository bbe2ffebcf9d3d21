package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.volume.ImageCapture;
import entrepot.cloud.volume.ImageCopies;
import entrepot.cloud.volume.Images;
import java.util.List;

/** The actions on images. */
public final class ImageActions {
  private ImageActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all(Images images, ImageCapture capture, ImageCopies copies) {
    return List.of(
        new DescribeImages(),
        new RegisterImage(images),
        new DeregisterImage(images),
        new CreateImage(capture),
        new CopyImage(copies),
        new ModifyImageAttribute(),
        new DescribeImageAttribute(),
        new ResetImageAttribute(),
        new EnableImageDeprecation(),
        new DisableImageDeprecation());
  }
}
