//! Tables in Markdown that line up in a terminal as well.

pub struct Table<const COLUMNS: usize> {
    /// How many columns are text, which comes first.
    pub texts: usize,
    pub columns: [(&'static str, usize); COLUMNS],
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    pub fn heading(&self) -> String {
        let names = self.line(self.columns.map(|(name, _)| name.to_string()));
        let rules = self.line(self.columns.map(|(_, width)| "-".repeat(width)));
        format!("{names}\n{rules}")
    }

    pub fn line(&self, cells: [String; COLUMNS]) -> String {
        let cells = cells.iter().zip(&self.columns).enumerate();
        let padded: Vec<String> = cells
            .map(|(i, (cell, (_, width)))| match i < self.texts {
                true => format!("{cell:<width$}"),
                false => format!("{cell:>width$}"),
            })
            .collect();
        format!("| {} |", padded.join(" | "))
    }
}

pub fn three_digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_string();
    }
    let magnitude = value.abs().max(1e-9).log10().floor() as i32;
    format!("{value:.*}", (2 - magnitude).max(0) as usize)
}
