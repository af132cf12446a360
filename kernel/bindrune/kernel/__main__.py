"""`python -m bindrune.kernel -f CONNECTION_FILE`: the process that a Jupyter front end starts."""

from __future__ import annotations

import logging

from ipykernel.kernelapp import IPKernelApp

from bindrune.kernel.kernel import RuneKernel

if __name__ == "__main__":
    # Below errors there is one warning only: that local connections are not encrypted.
    IPKernelApp.launch_instance(kernel_class=RuneKernel, log_level=logging.ERROR)
