"""Tell everyone what waits for them: from a clock such as cron, as often as one likes."""

from paraph.cli.exits import Exit
from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.words import said_of
from paraph.service.reminding import Sent


@command("remind", gives=("letters", "messages", "failed"))
def remind(shell: Shell) -> Exit:
    """Tell everyone what waits for them, as far as they were not told: a letter a day, and signed messages.

    It may be run at any time, and as often as one likes: nobody is told the same thing twice, what could not be sent is
    sent the next time, and what was answered is no longer said.
    """
    from paraph.cli.sending import tell_everyone  # noqa: PLC0415  # start-up: mail is needed here alone

    with shell.working("Sending"):
        done = tell_everyone(shell.node)
    shape = {"letters": list(done.letters), "messages": list(done.messages), "failed": dict(done.failed)}
    shell.tell(shape, lambda paper: _page(paper, done))
    return Exit.LINK if done.failed else Exit.DONE


def _page(paper: Paper, done: Sent) -> None:
    paper.line(f"Letters: {', '.join(done.letters) or 'none'}. Messages: {len(done.messages)}.")
    for receiver, code in done.failed.items():
        paper.line(f"  ! {receiver}: {said_of(code, {}).message if '.' in code else code}", tone="care")
        paper.line("  → It is tried again: `paraph remind`.")
