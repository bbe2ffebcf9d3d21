package entrepot.cloud.volume;

import entrepot.cloud.ec2.ClientTokens;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Copies images of another region into this one, with their snapshots, kernel and ramdisk. */
public final class ImageCopies {
  private static final Logger log = LoggerFactory.getLogger(ImageCopies.class);

  private final Images images;
  private final Function<String, Optional<Images>> elsewhere;

  /**
   * Copies into a region.
   *
   * @param elsewhere the images of another region of the same cloud, by its name
   */
  ImageCopies(Images images, Function<String, Optional<Images>> elsewhere) {
    this.images = images;
    this.elsewhere = elsewhere;
  }

  /** Begins; the image is pending until all is copied. Throws {@link Ec2Failure}. */
  public Row<Image> copy(String account, CopyImageRequest request, List<Tag> tags) {
    Images source = source(request);
    Row<Image> from = copyable(account, request);
    @Nullable String kernel = part(source, account, from.value().kernelId());
    @Nullable String ramdisk = part(source, account, from.value().ramdiskId());
    List<Row<Image>> before = new ArrayList<>();
    Row<Image> row =
        images
            .region()
            .book()
            .change(draft -> {
              before.addAll(
                  ClientTokens.made(draft, Kind.IMAGE, account, request.clientToken(), request));
              if (!before.isEmpty()) {
                return before.getFirst();
              }
              Row<Image> pending = planned(draft, account, request, from, kernel, ramdisk, tags);
              draft.put(pending);
              return pending;
            });
    if (before.isEmpty()) {
      images.storage().soon(() -> fill(account, request, source, from, row));
    }
    return row;
  }

  /** The image to copy, if it can be; throws {@link Ec2Failure}. */
  public Row<Image> copyable(String account, CopyImageRequest request) {
    if (Boolean.TRUE.equals(request.encrypted())) {
      throw Ec2Failure.of("UnsupportedOperation", "The lab cloud does not encrypt images.");
    }
    Images source = source(request);
    return source.launchable(source.region().book(), account, request.sourceImageId());
  }

  private Row<Image> planned(
      Rows rows,
      String account,
      CopyImageRequest request,
      Row<Image> from,
      @Nullable String kernel,
      @Nullable String ramdisk,
      List<Tag> tags) {
    Image value = from.value();
    NewImage asked =
        new NewImage(
            request.name() == null ? value.name() : request.name(),
            request.description() == null ? value.description() : request.description(),
            value.architectureAsString(),
            value.rootDeviceType(),
            value.rootDeviceName(),
            List.of(),
            value.virtualizationTypeAsString(),
            kernel,
            ramdisk,
            tags);
    asked.check(rows, account, images.limits());
    Row<Image> row =
        ClientTokens.mark(
            asked.row(account, images.region().clock().instant()), request.clientToken(), request);
    return row.with(
        row.value()
            .copy(i -> i.sourceImageId(from.id()).sourceImageRegion(request.sourceRegion())));
  }

  private void fill(
      String account, CopyImageRequest request, Images source, Row<Image> from, Row<Image> row) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    try {
      if (from.value().rootDeviceType() == DeviceType.INSTANCE_STORE) {
        images
            .storage()
            .make(
                images.storage().image(row.id()),
                part -> images.storage().link(source.storage().image(from.id()), part));
      }
      List<BlockDeviceMapping> mappings = new ArrayList<>();
      for (BlockDeviceMapping one : from.value().blockDeviceMappings()) {
        if (one.ebs() == null || one.ebs().snapshotId() == null) {
          mappings.add(one);
          continue;
        }
        // the owner's name: whom an image is shared with need not be given its snapshots too
        Snapshots.Begun begun =
            images
                .snapshots()
                .copyFor(
                    account,
                    from.account(),
                    request.sourceRegion(),
                    one.ebs().snapshotId(),
                    "Copied for DestinationAmi %s from SourceAmi %s"
                        .formatted(row.id(), from.id()));
        all.add(begun.done());
        mappings.add(
            ImageMappings.mapping(
                one.deviceName(), one.ebs().copy(e -> e.snapshotId(begun.row().id()))));
      }
      images
          .region()
          .book()
          .update(draft ->
              draft
                  .find(Kind.IMAGE, row.id())
                  .ifPresent(now ->
                      draft.put(now.with(now.value().copy(i -> i.blockDeviceMappings(mappings))))));
    } catch (RuntimeException e) {
      log.warn("copying the image {} to {}", from.id(), row.id(), e);
    }
    var _ =
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
            .handle((_, _) -> {
              images.settlePending(row.id());
              return true;
            });
  }

  /** The kernel or ramdisk of the same name here, or a copy of it. */
  private @Nullable String part(Images source, String account, @Nullable String id) {
    if (id == null || source == images) {
      return id;
    }
    Row<Image> from =
        source
            .region()
            .book()
            .find(Kind.IMAGE, id)
            .orElseThrow(() ->
                Ec2Failure.of("InvalidAMIID.NotFound", "The image id '" + id + "' does not exist"));
    Optional<Row<Image>> same =
        images.region().book().all(Kind.IMAGE).stream()
            .filter(row -> Permissions.of(row).allows(account))
            .filter(row -> row.value().imageType() == from.value().imageType())
            .filter(row -> from.value().name().equals(row.value().name()))
            .findFirst();
    if (same.isPresent()) {
      return same.get().id();
    }
    ImportedImage as =
        new ImportedImage(
            account,
            from.value().name(),
            from.value().description() == null ? "" : from.value().description(),
            from.value().architectureAsString(),
            ImportedImage.Root.INSTANCE_STORE,
            null,
            null,
            false,
            false);
    return from.value().imageType() == ImageTypeValues.KERNEL
        ? images.importKernel(source.storage().image(id), as).id()
        : images.importRamdisk(source.storage().image(id), as).id();
  }

  private Images source(CopyImageRequest request) {
    @Nullable String name = request.sourceRegion();
    if (name == null || name.isEmpty()) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameter SourceRegion");
    }
    return name.equals(images.region().name())
        ? images
        : elsewhere
            .apply(name)
            .orElseThrow(
                () -> Ec2Failure.of("InvalidRegion", "The region '" + name + "' does not exist."));
  }
}
