#!/bin/sh
# The user data of the walks' instances. Counts its boots on its root, says what is mounted, answers
# on port 22, and gives each disk that is attached later a file system with a file, or reads the file.
n=$(cat /disk/boots 2>/dev/null || echo 0)
n=$((n + 1))
echo $n >/disk/boots
sync
echo "boot number $n by $(cat /proc/cmdline)"
df -k /disk /mnt
ls /mnt
mount | grep -q ' /mnt ' && touch /mnt/was-here && sync
mkdir -p /www
echo open >/www/index.html
httpd -p 22 -h /www
disks() { for disk in /sys/block/vd*; do echo "${disk#/sys/block/}"; done; }
had=$(disks)
mkdir -p /volume
(
  while :; do
    new=$(disks | grep -vxF "$had")
    if [ -n "$new" ] && [ -b "/dev/$new" ]; then
      if mount -t ext2 "/dev/$new" /volume 2>/dev/null; then
        echo "read $(cat /volume/file)"
      else
        mke2fs "/dev/$new" >/dev/null && mount -t ext2 "/dev/$new" /volume
        echo "the marker" >/volume/file
        echo "wrote $(cat /volume/file)"
      fi
      umount /volume
      while [ -b "/dev/$new" ]; do sleep 0.2; done
    fi
    sleep 0.2
  done
) &
