"""A county that listens on the loopback, and a line to it that can be cut."""

import gc
import socket
import threading
import time
import warnings
from contextlib import contextmanager

from clinic_app.devices.identity import new_id
from clinic_app.hub.web.serving import listening

HOST = "127.0.0.1"


def free_port():
    """Return a port nobody listens at."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return found.getsockname()[1]


def let_go_of_connections():
    """Collect what the web server left open when its loop ended: its own way to close, and no test's fault."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@contextmanager
def county_listening(hub, open_store, *, port=None, known_as=""):
    """Run the hub's web server on a thread of its own while the block lasts; yield where it is met."""
    with listening(
        hub.county, open_store, host=HOST, port=port or free_port(), now=hub.now, mint_id=new_id, known_as=known_as
    ) as (place, server):
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield place
        finally:
            server.should_exit = True
            thread.join(10)
            let_go_of_connections()


class CutLine:
    """A proxy on the loopback: passes bytes on, counts them, and cuts the line after so many to the county."""

    def __init__(self, to_port, cut_after):
        self.to_port, self.cut_after = to_port, cut_after
        self.sent_up = 0
        self.cuts = 0
        self._server = socket.create_server((HOST, 0))
        self.port = self._server.getsockname()[1]
        self._over = False
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._over = True
        self._server.close()

    def _accept(self):
        while not self._over:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near):
        far = socket.create_connection((HOST, self.to_port))
        budget = self.cut_after

        def down():
            try:
                while piece := far.recv(65536):
                    near.sendall(piece)
            except OSError:
                pass
            finally:
                near.close()

        threading.Thread(target=down, daemon=True).start()
        try:
            while piece := near.recv(4096):
                budget -= len(piece)
                self.sent_up += len(piece)
                if budget < 0:
                    self.cuts += 1
                    break
                far.sendall(piece)
        except OSError:
            pass
        finally:
            for end in (near, far):
                end.close()
