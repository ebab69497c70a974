//! Short rows of a chain, many entries at a time.
//!
//! The loops are plain; they are compiled once for each class of CPUs, and the
//! compiler makes vectors of them.
#![allow(unsafe_code, reason = "code for a class of CPUs may run on these only")]

use crate::closure::listing::entry::RowEntry;
use crate::closure::listing::rows::Places;
use crate::cpu_level::{CpuLevel, DetectedLevel};

/// Writes the rows of a chain: `template` with values raised by one from each
/// place on. The first row has the places given.
#[inline]
pub(crate) fn write_chain<T: RowEntry>(
    level: DetectedLevel,
    template: &[T],
    places: &Places,
    rows: &mut [T],
) {
    #[cfg(target_arch = "x86_64")]
    {
        if level == CpuLevel::Avx512 {
            // SAFETY: the CPU was found to have these features.
            return unsafe { avx512(template, places, rows) };
        }
        if level == CpuLevel::Avx2 {
            // SAFETY: the CPU was found to have these features.
            return unsafe { avx2(template, places, rows) };
        }
    }
    let _ = level;
    by_width(template, places, rows);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq")]
fn avx512<T: RowEntry>(template: &[T], places: &Places, rows: &mut [T]) {
    by_width(template, places, rows);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2<T: RowEntry>(template: &[T], places: &Places, rows: &mut [T]) {
    by_width(template, places, rows);
}

/// Takes the widest pieces that a row has: up to 64 bytes.
#[inline(always)]
fn by_width<T: RowEntry>(template: &[T], places: &Places, rows: &mut [T]) {
    let widest = 64 / size_of::<T>();
    match template.len().min(widest) {
        64.. => write::<T, 64>(template, places, rows),
        32.. => write::<T, 32>(template, places, rows),
        16.. => write::<T, 16>(template, places, rows),
        8.. => write::<T, 8>(template, places, rows),
        4.. => write::<T, 4>(template, places, rows),
        _ => write::<T, 1>(template, places, rows),
    }
}

/// Writes pieces of `W` entries, each for all rows; the last piece of a row
/// overlaps the one before.
#[inline(always)]
fn write<T: RowEntry, const W: usize>(template: &[T], places: &Places, rows: &mut [T]) {
    let n = template.len();
    let mut start = 0;
    while start < n {
        let at = start.min(n - W);
        let mut position = [T::place(at); W];
        let mut places = places.begin.map(|place| [T::place(place); W]);
        // Raised by all five, and lowered again before each place.
        let mut base = [T::of(5); W];
        for i in 0..W {
            position[i] = T::place(at + i);
            let lowered =
                T::before(position[i], places[0][i]).plus(T::before(position[i], places[1][i]));
            base[i] = base[i].plus(template[at + i]).plus(lowered);
        }
        let [.., b, c, d] = &mut places;
        for row in rows.chunks_exact_mut(n) {
            let mut entries = base;
            for i in 0..W {
                let lowered = T::before(position[i], b[i]).plus(T::before(position[i], c[i]));
                entries[i] = entries[i].plus(lowered).plus(T::before(position[i], d[i]));
                (b[i], c[i], d[i]) = (T::moved(b[i], -1), T::moved(c[i], 2), T::moved(d[i], -1));
            }
            row[at..at + W].copy_from_slice(&entries);
        }
        start += W;
    }
}
