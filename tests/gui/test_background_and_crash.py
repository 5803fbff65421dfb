import threading

import pytest
from PySide6.QtCore import QThread

from clinic_app.app.background_jobs import BackgroundJobs
from clinic_app.app.in_steps import at_once, in_steps
from clinic_app.gui import crash
from clinic_app.gui.background import GuiThread

pytestmark = pytest.mark.gui


def test_a_call_posted_from_another_thread_runs_on_the_gui_thread(qtbot):
    gui = GuiThread()
    ran_on = []

    worker = threading.Thread(target=lambda: gui.post(lambda: ran_on.append(QThread.currentThread())))
    worker.start()
    worker.join()
    assert ran_on == []

    qtbot.waitUntil(lambda: bool(ran_on))
    assert ran_on == [gui.thread()]


def test_posted_calls_keep_their_order(qtbot):
    gui = GuiThread()
    order = []

    for number in range(20):
        gui.post(lambda number=number: order.append(number))

    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_a_failure_is_described_by_place_and_without_its_message():
    try:
        raise ValueError("张小明 530326200001011234")
    except ValueError as failure:
        described = crash.describe(type(failure), failure.__traceback__)

    assert described.startswith("ValueError in test_a_failure_is_described")
    assert "张小明" not in described
    assert "5303" not in described


def test_an_unhandled_failure_tells_the_nurse_one_sentence_and_logs_no_name(monkeypatch, caplog):
    told = []
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    crash.install(lambda what, todo: told.append((what, todo)))
    import sys

    try:
        raise KeyError("李欣妍")
    except KeyError as failure:
        sys.excepthook(type(failure), failure, failure.__traceback__)

    assert told == [("刚才这一步没有做成，请再做一次", "已经保存的都在。还不行，请按 F11 锁定后重新登录")]
    assert "KeyError" in caplog.text
    assert "李欣妍" not in caplog.text


def test_what_is_wished_while_the_program_closes_does_not_begin():
    told = []
    jobs = BackgroundJobs(lambda call: call())
    jobs.close()

    jobs.run(lambda: told.append("worked"), told.append, told.append)

    assert told == []


def test_long_work_on_the_gui_thread_lets_keys_through_between_its_steps():
    happened, queue = [], []

    def work():
        happened.append("first")
        yield
        happened.append("second")
        return "made"

    in_steps(work(), queue.append, happened.append, happened.append)
    happened.append("a key")
    queue.pop()()

    assert happened == ["first", "a key", "second", "made"]
    assert at_once(work()) == "made"


def test_a_step_that_fails_ends_the_work_and_is_told():
    told = []

    def work():
        yield
        raise OSError("gone")

    in_steps(work(), lambda call: call(), lambda _made: told.append("made"), lambda error: told.append(str(error)))

    assert told == ["gone"]
