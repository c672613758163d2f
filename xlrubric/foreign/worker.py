"""The worker: a process that reads one file after another for the program, and that may be ended at any moment.

Apart because it runs by itself, started by ``desk``. It says that it is ready, then for each question gives one
answer; it ends when the program does, and by itself when a file takes far too long.
"""

import faulthandler
import os
import sys
from typing import IO

from xlrubric.foreign import wire
from xlrubric.foreign.reading import read_any
from xlrubric.foreign.unlocking import unlocked
from xlrubric.problems import Refusal
from xlrubric.xlsx.markup import refusal

READY = b"ready"
MOST_QUESTION = 128 * 2**20
MOST_MEMORY = 2**30  # as ``desk`` has it
LAST_RESORT = 60  # seconds: by then the program is gone, or it would have ended this process


def main() -> None:
    """Read files until there are no more."""
    answers, questions = _own_pipe(), sys.stdin.buffer
    wire.send(answers, READY)
    while True:
        question, data = wire.receive(questions, MOST_QUESTION), wire.receive(questions, MOST_QUESTION)
        if question is None or data is None:
            return
        faulthandler.dump_traceback_later(LAST_RESORT, exit=True)
        wire.send(answers, answer(question, data))
        faulthandler.cancel_dump_traceback_later()


def answer(question: bytes, data: bytes) -> bytes:
    """Give the answer to a question, whatever the file is."""
    name, passwords, unlock = wire.asked(question)
    try:
        message = (
            wire.bytes_answer(unlocked(data, name, passwords))
            if unlock
            else wire.answer(read_any(data, name, passwords))
        )
        if len(message) > wire.MOST_ANSWER:
            raise refusal(name, "package-content", limit=wire.MOST_ANSWER // 2**20)
        return message
    except Refusal as refused:
        return wire.refusal(refused.problems)
    except Exception as fault:
        if not isinstance(fault, MemoryError):
            return wire.refusal(refusal(name, "worker-died").problems)
        return wire.refusal(refusal(name, "worker-memory", limit=MOST_MEMORY // 2**20).problems)


def _own_pipe() -> IO[bytes]:
    """Keep the way to the program for answers alone: a library that prints must not be taken for one."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own
