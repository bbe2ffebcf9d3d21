"""Lets pip itself read a page: content type, address and file as arguments, its links as JSON."""
import json
import sys

from pip._internal.index.collector import IndexContent, parse_links

media, address, path = sys.argv[1:]
with open(path, "rb") as page:
    content = IndexContent(page.read(), media, "utf-8", address)
for link in parse_links(content):
    metadata = link.metadata_link()
    print(
        json.dumps(
            [
                link.filename,
                link.url_without_fragment,
                link.hash,
                link.requires_python,
                link.yanked_reason,
                metadata.url_without_fragment if metadata else None,
            ]
        )
    )
