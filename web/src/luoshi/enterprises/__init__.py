"""The register of firms that plans name."""
