"""Writers of annotations: typed objects in, text out. They know no database."""
