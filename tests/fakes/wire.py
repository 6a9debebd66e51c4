"""What a page would hold of a view: takes the messages that a view sends."""

from __future__ import annotations


class Wire:
    """Takes the place of a page: keeps the state a view sent, adding gains as widgets/src/common/gains.js does."""

    def __init__(self, view, monkeypatch=None) -> None:
        self.state = dict(view.get_state())
        self.sizes: list[int] = []
        if monkeypatch is not None:
            monkeypatch.setattr(view, "_send", self.take)

    def take(self, message, buffers=None) -> None:
        if message["method"] == "custom":
            self.sizes.append(sum(map(len, buffers or [])))
            for (name, start), more in zip(message["content"]["gained"], buffers or [], strict=True):
                assert len(self.state[name]) == start
                self.state[name] = self.state[name] + bytes(more)
            return
        state = dict(message["state"])
        for path, buffer in zip(message.get("buffer_paths", []), buffers or [], strict=True):
            at = state
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = bytes(buffer)
        self.sizes.append(sum(len(bytes(buffer)) for buffer in buffers or []))
        self.state.update(state)
