# Builds one wheel inside the sandbox. Reads {"sdist", "digest", "port"} as JSON, prints one line of JSON
# and then the wheel's bytes; all else that is printed goes to standard error, the build's log.
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request

SOCKET = "/run/entrepot/index.sock"
FREE = 1 << 18


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    finally:
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def connect(client):
    with client, socket.socket(socket.AF_UNIX) as index:
        index.connect(SOCKET)
        back = threading.Thread(target=pump, args=(index, client), daemon=True)
        back.start()
        pump(client, index)
        back.join()


def forward(listener):
    while True:
        client, _ = listener.accept()
        threading.Thread(target=connect, args=(client,), daemon=True).start()


def full():
    left = os.statvfs("/work")
    return left.f_bavail * left.f_frsize < FREE


def end(header, content=b""):
    out = sys.stdout.buffer
    out.write(json.dumps(header).encode() + b"\n")
    out.write(content)
    out.flush()
    # Threads and whatever the build left running end with this process.
    os._exit(0)


def fetch(address, digest):
    algorithm, expected = digest.split(":")
    target = "/work/sdist/" + address.rsplit("/", 1)[1]
    found = hashlib.new(algorithm)
    with urllib.request.urlopen(address, timeout=600) as body, open(target, "wb") as copy:
        while data := body.read(65536):
            found.update(data)
            copy.write(data)
    if found.hexdigest() != expected:
        end({"failed": "the sdist is not what its index says"})
    return target


def unpack(archive):
    # Always at the same place: what is built remembers its path, and is to be the same each time.
    shutil.unpack_archive(archive, "/work/source")
    os.remove(archive)
    folders = os.listdir("/work/source")
    if len(folders) != 1:
        end({"failed": "the sdist holds %d folders" % len(folders)})
    return "/work/source/" + folders[0]


request = json.load(sys.stdin)
for folder in ("tmp", "home", "out", "sdist", "source"):
    os.mkdir("/work/" + folder)
listener = socket.create_server(("127.0.0.1", request["port"]), backlog=64)
threading.Thread(target=forward, args=(listener,), daemon=True).start()
index = "http://127.0.0.1:%d/" % request["port"]
try:
    source = unpack(fetch(index + request["sdist"], request["digest"]))
except Exception as e:
    end({"limit": "disk"} if full() else {"failed": "the sdist cannot be unpacked: %s" % e})
pip = subprocess.Popen(
    [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--no-input"]
    + ["--verbose", "--timeout=600", "wheel", "--no-deps", "--use-pep517", "--no-cache-dir"]
    + ["--progress-bar=off", "--index-url", index + "simple/", "--wheel-dir", "/work/out", source],
    stdin=subprocess.DEVNULL,
    stdout=sys.stderr,
)
while True:
    try:
        code = pip.wait(0.1)
        break
    except subprocess.TimeoutExpired:
        if full():
            end({"limit": "disk"})
wheels = os.listdir("/work/out")
if code != 0:
    end({"limit": "disk"} if full() else {"failed": "pip ended with %d" % code})
if len(wheels) != 1:
    end({"failed": "pip made %d files where one wheel was to be" % len(wheels)})
with open("/work/out/" + wheels[0], "rb") as wheel:
    end({"wheel": wheels[0]}, wheel.read())
