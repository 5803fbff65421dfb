"""The county on both engines: every story of this folder is told on an encrypted file and on a real PostgreSQL."""

import pytest
from hub_builders import Hub

from clinic_app.hub.postgres_ground import PostgresGround
from tests.hub.postgres_server import PostgresServer, program_folder

NO_SERVER = "there is no PostgreSQL here (Debian: apt-get install postgresql)"


@pytest.fixture(scope="session")
def postgres():
    """One server for all tests; each takes a database of its own."""
    if program_folder() is None:
        pytest.skip(NO_SERVER)
    with PostgresServer() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def ground(request):
    """A maker of empty databases: None means the county's own file."""
    if request.param == "sqlite":
        return lambda: None
    server = request.getfixturevalue("postgres")
    return lambda: PostgresGround(server.new_database())


@pytest.fixture
def hub(tmp_path, ground):
    """A county with its store open."""
    opened = Hub(tmp_path / "county", ground=ground())
    yield opened
    opened.store.ground.close()
