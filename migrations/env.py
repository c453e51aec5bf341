"""Runs the migrations on the database that DATABASE_URL, or the caller, names."""

from alembic import context

from bot import (
    config,
    db,
    features,  # noqa: F401 (knows every slice, and so fills Base.metadata)
    schema,
    tables,
)

url = context.config.attributes.get("url") or config.database_url()
engine = db.build_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=tables.Base.metadata,
        # SQLite cannot alter a table in place: Alembic copies it instead.
        render_as_batch=connection.dialect.name == "sqlite",
        **schema.comparison(connection.dialect.name),
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
