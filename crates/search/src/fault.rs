//! What goes wrong in the index, as the rest of the program speaks of faults. Nothing that was searched for is in it.

use store::Fault;
use tantivy::TantivyError;

/// A fault of the index. Tantivy names files and fields in it; queries of text are never parsed by it.
pub(crate) fn index(error: TantivyError) -> Fault {
    Fault::Other(format!("search index: {error}"))
}

/// A fault of a file of the index.
pub(crate) fn file(error: std::io::Error) -> Fault {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Fault::Full,
        _ => Fault::Other(format!("search index: {error}")),
    }
}
