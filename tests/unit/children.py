"""Children that behave as badly as a parser that a hostile file has taken over; a module, so that spawn finds them."""

import json
import os
import time

from drive_sync.media.probe_child import limit


def _ready(parent):
    parent.send_bytes(b'{"ready": true}')
    parent.recv_bytes()


def hangs(parent, _memory):
    """Never answers."""
    _ready(parent)
    time.sleep(600)


def dies(parent, _memory):
    """Falls over as after a segmentation fault."""
    _ready(parent)
    os._exit(139)


def wants_everything(parent, _memory):
    """Asks for more than a range may hold."""
    _ready(parent)
    parent.send_bytes(json.dumps({"read": [0, 2**31]}).encode())
    time.sleep(600)


def forges(parent, _memory):
    """Answers with what is no fact."""
    _ready(parent)
    parent.send_bytes(json.dumps({"facts": {"contents": "media", "width": "<script>", "look": [1]}}).encode())
    time.sleep(600)


def hoards(parent, memory):
    """Takes a gigabyte, and says whether it got it."""
    limit(memory)
    _ready(parent)
    try:
        hoard = bytearray(2**30)
    except MemoryError:
        parent.send_bytes(b'{"facts": {"contents": "unread"}}')
    else:
        parent.send_bytes(json.dumps({"facts": {"contents": "media", "width": len(hoard)}}).encode())
    parent.recv_bytes()
