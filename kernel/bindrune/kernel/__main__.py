"""`python -m bindrune.kernel -f CONNECTION_FILE`: the process that a Jupyter front end starts."""

from __future__ import annotations

from ipykernel.kernelapp import IPKernelApp

from bindrune.kernel.kernel import RuneKernel

if __name__ == "__main__":
    IPKernelApp.launch_instance(kernel_class=RuneKernel)
