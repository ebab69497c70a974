//! Powers of many matrices, each in its lane of the vectors.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]

use super::sealed::{Groups, Place};
use super::vector::{Vector, prefetch};
use crate::matrix_power::chain::{PLACES, Steps};

/// A matrix in every lane; an entry has one word, or two where it is complex.
type Matrices<V, const N: usize, const WORDS: usize> = [[[V; WORDS]; N]; N];

/// The powers, a group of as many matrices as there are lanes after the other.
///
/// # Safety
/// The CPU has the features of the vector, all matrices are there, and where `to`
/// overlaps `from` both are the same.
#[inline(always)]
pub(super) unsafe fn raise<V: Vector, const N: usize, const R: usize, const WORDS: usize>(
    groups: Groups<V::Word>,
) {
    let mut places = [[[[V::ZERO; WORDS]; N]; N]; PLACES + 1];
    let (mut from, mut to) = (groups.from, groups.to);
    let without_gaps = (from.leading == N * WORDS, to.leading == N * WORDS);
    let mut left = groups.count;
    while left > 0 {
        // SAFETY: these matrices are there, as many as are left.
        unsafe {
            if left >= V::LANES && without_gaps.0 {
                load(&mut places[0], from);
            } else {
                gather(left, &mut places[0], from);
            }
            prefetch(from.words.wrapping_add(V::LANES * from.stride), V::LANES * N * N * WORDS);
            let result = if 16 * N * N * WORDS <= 9 * V::REGISTERS {
                run_in_registers::<V, N, R, WORDS>(groups.chain.steps(), &mut places)
            } else {
                run::<V, N, R, WORDS>(groups.chain.steps(), &mut places)
            };
            if left >= V::LANES && without_gaps.1 {
                store(&places[result], to);
            } else {
                scatter(left, &places[result], to);
            }
        }
        from.words = from.words.wrapping_add(V::LANES * from.stride);
        to.words = to.words.wrapping_add(V::LANES * to.stride);
        left = left.saturating_sub(V::LANES);
    }
}

/// All products in memory; the place of the last one.
///
/// # Safety
/// The CPU has the features of the vector.
#[inline(always)]
unsafe fn run<V: Vector, const N: usize, const R: usize, const WORDS: usize>(
    steps: Steps,
    places: &mut [Matrices<V, N, WORDS>; PLACES + 1],
) -> usize {
    let mut last = 0;
    for step in steps {
        let place = |place| usize::from(place) % (PLACES + 1);
        let (left, right) = (place(step.left), place(step.right));
        last = place(step.to);
        if last == 0 {
            last = (1..=PLACES).find(|&place| place != left && place != right).unwrap_or(1);
        }
        let (before, rest) = places.split_at_mut(last);
        if let Some((to, behind)) = rest.split_first_mut() {
            let at = |place| if place < last { &before[place] } else { &behind[place - last - 1] };
            // SAFETY: as above.
            unsafe { multiply::<V, N, R, WORDS>(at(left), at(right), to) }
        }
    }
    last
}

/// As [`run`], where there are registers for a factor and for the product, which most
/// often is the next factor, or both: then nothing waits for memory.
///
/// # Safety
/// The CPU has the features of the vector.
#[inline(always)]
unsafe fn run_in_registers<V: Vector, const N: usize, const R: usize, const WORDS: usize>(
    steps: Steps,
    places: &mut [Matrices<V, N, WORDS>; PLACES + 1],
) -> usize {
    let (mut right, mut place) = (places[0], 0);
    for step in steps {
        if step.right != place {
            right = places[usize::from(step.right) % (PLACES + 1)];
        }
        let mut product = right;
        // SAFETY: as above.
        unsafe {
            if step.left == step.right {
                multiply::<V, N, R, WORDS>(&right, &right, &mut product);
            } else {
                multiply::<V, N, R, WORDS>(
                    &places[usize::from(step.left) % (PLACES + 1)],
                    &right,
                    &mut product,
                );
            }
        }
        (right, place) = (product, step.to);
        places[usize::from(place) % (PLACES + 1)] = product;
    }
    0
}

/// to = left·right in every lane: tiles of R rows, and of one row where these end.
///
/// # Safety
/// The CPU has the features of the vector.
#[inline(always)]
unsafe fn multiply<V: Vector, const N: usize, const R: usize, const WORDS: usize>(
    left: &Matrices<V, N, WORDS>,
    right: &Matrices<V, N, WORDS>,
    to: &mut Matrices<V, N, WORDS>,
) {
    let (tiles, rows) = left.as_chunks::<R>();
    let (to_tiles, to_rows) = to.as_chunks_mut::<R>();
    for (tile, to_tile) in tiles.iter().zip(to_tiles) {
        // SAFETY: as above.
        *to_tile = unsafe { multiply_rows(tile, right) };
    }
    for (row, to_row) in rows.iter().zip(to_rows) {
        // SAFETY: as above.
        [*to_row] = unsafe { multiply_rows(&[*row], right) };
    }
}

/// Rows of left times right: one sum for each entry, k ascending from +0.
///
/// # Safety
/// The CPU has the features of the vector.
#[inline(always)]
unsafe fn multiply_rows<V: Vector, const N: usize, const R: usize, const WORDS: usize>(
    left: &[[[V; WORDS]; N]; R],
    right: &Matrices<V, N, WORDS>,
) -> [[[V; WORDS]; N]; R] {
    let mut sums = [[[V::ZERO; WORDS]; N]; R];
    for (k, line) in right.iter().enumerate() {
        for (sums, factors) in sums.iter_mut().zip(left) {
            for (sum, entry) in sums.iter_mut().zip(line) {
                // SAFETY: as above.
                unsafe { add_product(sum, &factors[k], entry) }
            }
        }
    }
    sums
}

/// sum + left·right; the order of the four products of complex numbers is that of one
/// power alone.
///
/// # Safety
/// The CPU has the features of the vector.
#[inline(always)]
unsafe fn add_product<V: Vector, const WORDS: usize>(
    sum: &mut [V; WORDS],
    left: &[V; WORDS],
    right: &[V; WORDS],
) {
    // SAFETY: as above.
    unsafe {
        sum[0] = sum[0].add_product(left[0], right[0]);
        if WORDS == 2 {
            sum[0] = sum[0].subtract_product(left[1], right[1]);
            sum[1] = sum[1].add_product(left[0], right[1]).add_product(left[1], right[0]);
        }
    }
}

/// Loads a whole group of matrices without gaps.
///
/// # Safety
/// The CPU has the features of the vector, the matrices are there.
#[inline(always)]
unsafe fn load<V: Vector, const N: usize, const WORDS: usize>(
    to: &mut Matrices<V, N, WORDS>,
    from: Place<*const V::Word>,
) {
    let (quads, single) = to.as_flattened_mut().as_flattened_mut().as_chunks_mut::<4>();
    let mut words = from.words;
    // SAFETY: as above.
    unsafe {
        for columns in quads {
            let mut rows = [V::ZERO; 4];
            for (matrix, row) in rows.iter_mut().enumerate() {
                *row = V::load_pieces(words.add(matrix * from.stride), 4 * from.stride);
            }
            *columns = V::transpose(rows);
            words = words.add(4);
        }
        for lanes in single {
            *lanes = V::load_words(words, from.stride);
            words = words.add(1);
        }
    }
}

/// Stores likewise.
///
/// # Safety
/// As above.
#[inline(always)]
unsafe fn store<V: Vector, const N: usize, const WORDS: usize>(
    from: &Matrices<V, N, WORDS>,
    to: Place<*mut V::Word>,
) {
    let (quads, single) = from.as_flattened().as_flattened().as_chunks::<4>();
    let mut words = to.words;
    // SAFETY: as above.
    unsafe {
        for columns in quads {
            for (matrix, row) in V::transpose(*columns).into_iter().enumerate() {
                row.store_pieces(words.add(matrix * to.stride), 4 * to.stride);
            }
            words = words.add(4);
        }
        for lanes in single {
            lanes.store_words(words, to.stride);
            words = words.add(1);
        }
    }
}

/// Loads any matrices, `left` or as many as there are lanes, word by word.
///
/// # Safety
/// The matrices are there.
unsafe fn gather<V: Vector, const N: usize, const WORDS: usize>(
    left: usize,
    to: &mut Matrices<V, N, WORDS>,
    from: Place<*const V::Word>,
) {
    let to = to.as_mut_ptr().cast::<V::Word>();
    for lane in 0..left.min(V::LANES) {
        for word in 0..N * N * WORDS {
            let place = lane * from.stride + word / (N * WORDS) * from.leading + word % (N * WORDS);
            // SAFETY: as above; a vector is its lanes, one behind the other.
            unsafe { *to.add(word * V::LANES + lane) = *from.words.add(place) }
        }
    }
}

/// Stores likewise.
///
/// # Safety
/// As above.
unsafe fn scatter<V: Vector, const N: usize, const WORDS: usize>(
    left: usize,
    from: &Matrices<V, N, WORDS>,
    to: Place<*mut V::Word>,
) {
    let from = from.as_ptr().cast::<V::Word>();
    for lane in 0..left.min(V::LANES) {
        for word in 0..N * N * WORDS {
            let place = lane * to.stride + word / (N * WORDS) * to.leading + word % (N * WORDS);
            // SAFETY: as above; a vector is its lanes, one behind the other.
            unsafe { *to.words.add(place) = *from.add(word * V::LANES + lane) }
        }
    }
}
