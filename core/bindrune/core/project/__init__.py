"""Projects: compiler options, module files, manifests and workspaces."""
