"""Writes all goldens anew: `python -m tests.goldens.update`. Read the difference before you keep it."""

from __future__ import annotations

from tests.goldens.forms import goldens


def main() -> None:
    """Write every golden whose text has changed."""
    for path, text in goldens():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.name)


if __name__ == "__main__":
    main()
