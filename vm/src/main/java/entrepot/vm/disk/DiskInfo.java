package entrepot.vm.disk;

/**
 * What a disk image that stands alone holds.
 *
 * @param virtualBytes the size that a guest sees
 * @param fileBytes the length of the file
 */
public record DiskInfo(DiskFormat format, long virtualBytes, long fileBytes) {}
