//! Two servers in processes of their own, one on SQLite and one on PostgreSQL, on one street.

mod street;
