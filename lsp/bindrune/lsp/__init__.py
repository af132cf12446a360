"""The language server and the debug adapter, on the editor features of the core."""
