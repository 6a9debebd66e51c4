"""Every error this package raises on purpose; each message names the thing, the values and the next step."""


class LabError(Exception):
    """The root: `except LabError` catches every mistake the package can explain."""


class ConfigError(LabError, ValueError):
    """A configuration value that is unknown, missing or contradicts another one."""


class CheckpointError(LabError, ValueError):
    """A checkpoint folder that cannot be read or written as the release's layout."""


class ShapeError(LabError, ValueError):
    """A tensor whose shape a function cannot work with."""


class PromptError(LabError, ValueError):
    """A prompt that cannot be run: empty, or longer than the context."""


class CaptureError(LabError, ValueError):
    """A capture plan that does not fit, or a point that did not fire where it should."""


class TraceError(LabError, ValueError):
    """A trace that cannot be read, written, or lacks what was asked of it."""


class MissingPartError(LabError, ImportError):
    """An optional part (widgets, Triton, transformers) is not installed."""


_OF_THE_LAB = ("ipywidgets", "anywidget", "traitlets", "plotly", "jupyterlab", "ipykernel")


def missing_part(error: ModuleNotFoundError) -> MissingPartError | None:
    """A package that is not installed, in words; None when it is a module of our own, which is a mistake of ours."""
    name = (error.name or "").split(".")[0]
    if name in ("", "dsv4lab"):
        return None
    if name in _OF_THE_LAB:
        return MissingPartError(f"{name} is not installed; views and pages need it: pip install 'dsv4lab[lab]'.")
    return MissingPartError(f"{name} is not installed; this part of dsv4lab needs it: pip install {name}.")
