"""The command ``partyx``. One module a command group; each imports what it needs when it runs."""

from __future__ import annotations


def main() -> None:
    """Run the command line: what the installed ``partyx`` calls."""
    from typer.main import get_command  # noqa: PLC0415 - ``import partyx.cli`` stays cheap

    from partyx.cli.app import app  # noqa: PLC0415
    from partyx.cli.help import speak  # noqa: PLC0415
    from partyx.cli.streams import end_as_by_ctrl_c, show_log, speak_utf8  # noqa: PLC0415

    command = get_command(app)
    speak(command)
    end_as_by_ctrl_c()
    speak_utf8()
    show_log("partyx.local")
    command()
