"""What goes wrong most, as the command line says it: errors are raised in English wherever they arise."""

from __future__ import annotations

from partyx.display.forms import Forms

MESSAGES = (
    (
        "{} is an address; pages are fetched only when asked for: Settings(fetch=True), PARTYX_FETCH=true, "
        "or --fetch. Or save the page first."
    ),
    "{}: no such file.",
    "{} holds no text: nothing but white space.",
    "{} holds no text.",
    "{} holds no article.",
    "{} holds no article: name some, partyx review FILE...",
    "{}: holds no extraction.",
    "{}: file exists. Name a path that can be written.",
    "{} is there already; name another, or take it away.",
    "{}: is an input as well; name another file",
    "{} needs {}, which is not installed: pip install {}",
    'There is no key for {}, which the model "{}" asks for. Set {}, or api_key.',
    "{} cannot be reached or broke off ({}). Is it running, is base_url right? (tried {} times)",
    "prompt {}: there is no such folder. Copy prompts/v2 and change the copy.",
    "{}: no such folder. Give an evals folder with --evals DIR.",
    "{}: no reviewed gold. Review it: partyx review",
    "{}: no reviewed gold. Add an article: partyx eval add FILE",
    "no gold for {} under {}.",
    "{} holds no run: name one, or pin one with --pin.",
    "{}: is the article of {} already.",
    "{} exists. Choose another --id.",
    "{}: is JSON, no article. Say what it is: --from draft, gold, label-studio or doccano.",
    "{}: was made with another {}. Choose another --name, or start it again with --fresh.",
    (
        "the floors were pinned with another {}; the figures cannot be compared. "
        "Grade again, look at the change, and pin: partyx eval gate RUN --pin"
    ),
    "stopped; the same command goes on, and {} holds what is done",
    "stopped: the budget is spent; the same command with another goes on",
    "passed over {} files: {}",
)
"""With ``{}`` for what differs, the narrower before the wider."""

_FORMS = Forms(MESSAGES)


def worded(message: str) -> str:
    """A message, or what stands behind the source that it names, in the language that is asked for.

    One that is not listed stays English.
    """
    said = _FORMS.worded(message)
    if said != message:
        return said
    source, between, rest = message.partition(": ")
    return f"{source}{between}{_FORMS.worded(rest)}"
