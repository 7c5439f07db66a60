//! The best of every segment, each with as many as are wanted of all. Whoever joins them cuts them by rank and key: where
//! Tantivy itself cuts among texts that fit alike depends on how they lie in segments, so that one may be missing between
//! two pages, and a merge shows that somebody wrote.

use tantivy::{
    SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    query::Weight,
    schema::Schema,
};

/// Collects as another does, without cutting across segments.
pub(crate) struct EverySegment<C>(pub(crate) C);

impl<C: Collector<Fruit = Vec<T>>, T: Send + 'static> Collector for EverySegment<C> {
    type Fruit = Vec<T>;
    type Child = C::Child;

    fn check_schema(&self, schema: &Schema) -> tantivy::Result<()> {
        self.0.check_schema(schema)
    }

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<C::Child> {
        self.0.for_segment(segment, reader)
    }

    fn requires_scoring(&self) -> bool {
        self.0.requires_scoring()
    }

    fn merge_fruits(&self, segments: Vec<<C::Child as SegmentCollector>::Fruit>) -> tantivy::Result<Vec<T>> {
        let mut all = Vec::new();
        for segment in segments {
            all.extend(self.0.merge_fruits(vec![segment])?);
        }
        Ok(all)
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<<C::Child as SegmentCollector>::Fruit> {
        self.0.collect_segment(weight, segment, reader)
    }
}
