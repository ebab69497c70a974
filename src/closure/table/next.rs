//! What comes after a value of the table.

use crate::closure::table::count::Count;
use crate::closure::table::layer::Layer;
use crate::closure::table::state::State;
use crate::closure::table::tail::Tail;

/// The next layer, or the tail.
#[derive(Clone, Copy)]
pub(crate) enum Next<'a> {
    Layer(Layer<'a>),
    Tail(&'a Tail),
}

impl Next<'_> {
    /// The number of ways to complete a state.
    #[inline]
    pub fn ways<C: Count>(&self, state: State) -> C {
        let State { m, s, q, .. } = state;
        match self {
            Next::Layer(layer) => layer.ways(m, s, q),
            Next::Tail(_) if m < 0 => C::ZERO,
            Next::Tail(tail) => C::from_length(tail.chain(m, s, q).length),
        }
    }
}
