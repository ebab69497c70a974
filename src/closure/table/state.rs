//! States of the suffix table.

/// m values from j on, with sum s and sum of squares q.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    pub j: i64,
    pub m: i64,
    pub s: i64,
    pub q: i64,
}

impl State {
    /// After so many values j, when more of them may come.
    #[inline]
    pub fn within(self, times: i64) -> State {
        let j = self.j;
        State { m: self.m - times, s: self.s - times * j, q: self.q - times * j * j, ..self }
    }

    /// After all values j, which are `times`.
    #[inline]
    pub fn after(self, times: i64) -> State {
        State { j: self.j + 1, ..self.within(times) }
    }

    /// The most times that its value can occur: with c of them, the m − c others, in
    /// steps u above it, have Σu² ≥ (Σu)²/(m − c).
    pub fn most_times(self) -> i64 {
        let State { j, m, s, q } = self;
        let (sum, squares) = (s - m * j, q - 2 * j * s + m * j * j);
        if squares <= 0 { m } else { m - (sum * sum + squares - 1) / squares }
    }
}
