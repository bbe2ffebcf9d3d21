# In a mount namespace of its own. Called with: the doors of control groups, --, the root, the folder
# of the service or "-", a command that ends in an unprivileged user's bubblewrap. That user may not
# pass the folders above root and socket, which may lie below /tmp too: both are reached by working
# folder and descriptor, and bound into a small /tmp that nobody else sees.
while [ "$1" != -- ]; do
  echo $$ >"$1" || exit 96
  shift
done
root=$2
service=$3
shift 3
cd "$root" && exec 9<. || exit 97
if [ "$service" != - ]; then cd "$service" || exit 97; fi
mount -t tmpfs -o size=1m,mode=0755 tmpfs /tmp && mkdir /tmp/root /tmp/service || exit 98
if [ "$service" != - ]; then mount -c --bind . /tmp/service || exit 98; fi
cd /proc/self/fd/9 && mount -c --bind . /tmp/root && cd / && exec 9<&- || exit 98
exec "$@"
