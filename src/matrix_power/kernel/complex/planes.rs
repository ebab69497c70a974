//! Complex matrices in two planes.

/// A complex matrix to read: rows of real parts, and as many of imaginary parts that lie
/// `apart` entries behind them.
#[derive(Debug)]
pub struct Planes<'a, T> {
    /// From the first real part on.
    pub entries: &'a [T],
    /// The distance of two rows.
    pub leading: usize,
    /// The distance of an imaginary part from its real one.
    pub apart: usize,
}

/// A complex matrix to write, likewise.
#[derive(Debug)]
pub struct PlanesMut<'a, T> {
    pub entries: &'a mut [T],
    pub leading: usize,
    pub apart: usize,
}

impl<T> Clone for Planes<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Planes<'_, T> {}

impl<'a, T> Planes<'a, T> {
    /// The part that begins at this row and column.
    pub fn from(self, row: usize, column: usize) -> Self {
        Planes { entries: &self.entries[row * self.leading + column..], ..self }
    }

    /// The real and imaginary parts from this row and column on.
    pub fn parts(&self, row: usize, column: usize, columns: usize) -> (&'a [T], &'a [T]) {
        let (re, im) = self.entries[row * self.leading + column..].split_at(self.apart);
        (&re[..columns], &im[..columns])
    }

    /// Whether so many rows of so many columns lie in it.
    pub fn holds(&self, rows: usize, columns: usize) -> bool {
        holds(self.entries.len(), (self.leading, self.apart), rows, columns)
    }
}

impl<T> PlanesMut<'_, T> {
    /// The part that begins at this row and column.
    pub fn from(&mut self, row: usize, column: usize) -> PlanesMut<'_, T> {
        let entries = &mut self.entries[row * self.leading + column..];
        PlanesMut { entries, leading: self.leading, apart: self.apart }
    }

    /// The real and imaginary parts from this row and column on.
    pub fn parts(&mut self, row: usize, column: usize, columns: usize) -> (&mut [T], &mut [T]) {
        let (re, im) = self.entries[row * self.leading + column..].split_at_mut(self.apart);
        (&mut re[..columns], &mut im[..columns])
    }

    /// Whether so many rows of so many columns lie in it.
    pub fn holds(&self, rows: usize, columns: usize) -> bool {
        holds(self.entries.len(), (self.leading, self.apart), rows, columns)
    }
}

fn holds(length: usize, (leading, apart): (usize, usize), rows: usize, columns: usize) -> bool {
    rows == 0 || columns == 0 || {
        let end = (rows - 1).checked_mul(leading).and_then(|start| start.checked_add(columns));
        let end = end.and_then(|end| end.checked_add(apart));
        columns <= leading && columns <= apart && end.is_some_and(|end| end <= length)
    }
}
