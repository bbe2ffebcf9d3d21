# Prints what pip in the builder takes for this system: environment markers and supported tags.
import json

from pip._vendor.packaging import markers, tags

print(json.dumps({"markers": markers.default_environment(), "tags": [str(t) for t in tags.sys_tags()]}))
