"""A browser for tests: headless Chromium, driven by chromedriver's HTTP interface (W3C WebDriver)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowUp": "\ue013", "Tab": "\ue004"}
_STARTED = re.compile(r"successfully on port (\d+)")


def missing() -> str:
    """Which of the two programs is not here, or an empty text."""
    if not any(map(shutil.which, BROWSERS)):
        return "there is no Chromium here"
    return "" if shutil.which("chromedriver") else "there is no chromedriver here"


class Browser:
    """A browser with one page. Close it at the end."""

    def __init__(self, folder: Path, *, scripts: bool = True, size: tuple[int, int] = (1280, 900)) -> None:
        driver = shutil.which("chromedriver")
        program = next(filter(None, map(shutil.which, BROWSERS)))
        assert driver
        self._driver = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            self._url = f"http://127.0.0.1:{_port(self._driver.stdout)}"
            options = {
                "binary": program,
                "args": [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--force-prefers-reduced-motion",
                    f"--user-data-dir={folder}",
                    f"--window-size={size[0]},{size[1]}",
                ],
                "prefs": {} if scripts else {"profile.managed_default_content_settings.javascript": 2},
            }
            asked = {"browserName": "chrome", "goog:chromeOptions": options}
            found = self._call("POST", "/session", {"capabilities": {"alwaysMatch": asked}})
            self._session = f"/session/{found['sessionId']}"
        except BaseException:
            self._driver.kill()
            self._driver.wait()
            raise

    def close(self) -> None:
        """End the browser and its driver."""
        try:
            self._call("DELETE", self._session)
        finally:
            self._driver.terminate()
            self._driver.wait()
            if self._driver.stdout is not None:
                self._driver.stdout.close()

    def open(self, path: Path, anchor: str = "") -> None:
        """Show a page from the disk."""
        self._call("POST", f"{self._session}/url", {"url": path.resolve().as_uri() + anchor})

    @property
    def address(self) -> str:
        """The address of the page."""
        return str(self._call("GET", f"{self._session}/url"))

    def run(self, script: str, *arguments: object) -> Any:
        """What a script in the page returns."""
        asked = {"script": script, "args": list(arguments)}
        return self._call("POST", f"{self._session}/execute/sync", asked)

    def press(self, *keys: str) -> None:
        """Press keys one after the other: those of `KEYS`, or texts to be typed."""
        actions = []
        for key in keys:
            for letter in KEYS.get(key, key):
                actions += [{"type": "keyDown", "value": letter}, {"type": "keyUp", "value": letter}]
        sources = [{"type": "key", "id": "keyboard", "actions": actions}]
        self._call("POST", f"{self._session}/actions", {"actions": sources})

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._call("POST", f"{self._session}/window/rect", {"width": width, "height": height})

    def frame(self, width: int, height: int, scale: float = 1) -> None:
        """Give the page a size of its own, and so many dots a pixel."""
        params = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": True}
        asked = {"cmd": "Emulation.setDeviceMetricsOverride", "params": params}
        self._call("POST", f"{self._session}/goog/cdp/execute", asked)

    def picture(self) -> str:
        """What the page looks like, as PNG in base64."""
        return str(self._call("GET", f"{self._session}/screenshot"))

    def dark(self, chosen: bool) -> None:
        """Let the system prefer dark pages, or light ones."""
        feature = {"name": "prefers-color-scheme", "value": "dark" if chosen else "light"}
        asked = {"cmd": "Emulation.setEmulatedMedia", "params": {"features": [feature]}}
        self._call("POST", f"{self._session}/goog/cdp/execute", asked)

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(json.load(error)["value"]["message"]) from None


def _port(output: IO[str] | None) -> int:
    assert output is not None
    for line in output:
        found = _STARTED.search(line)
        if found is not None:
            return int(found[1])
    raise AssertionError("chromedriver did not start")
