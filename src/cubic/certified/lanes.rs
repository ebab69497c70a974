//! Arrays with a number for each cubic of a block, and some of them in flight.

use super::coefficient::Enclosed;
use super::number::Flight;

/// A number for each cubic.
pub(super) type Lanes<const LANES: usize> = [f64; LANES];

/// The lanes i, i + LANES/WIDTH and so on.
#[inline(always)]
pub(super) fn load<const WIDTH: usize, const LANES: usize>(
    array: &Lanes<LANES>,
    i: usize,
) -> Flight<WIDTH> {
    let mut flight = Flight([0.0; WIDTH]);
    for (j, value) in flight.0.iter_mut().enumerate() {
        *value = array[i + j * (LANES / WIDTH)];
    }
    flight
}

#[inline(always)]
pub(super) fn store<const WIDTH: usize, const LANES: usize>(
    array: &mut Lanes<LANES>,
    i: usize,
    flight: Flight<WIDTH>,
) {
    for (j, value) in flight.0.into_iter().enumerate() {
        array[i + j * (LANES / WIDTH)] = value;
    }
}

#[inline(always)]
pub(super) fn load_all<const WIDTH: usize, const LANES: usize, const ARRAYS: usize>(
    arrays: &[Lanes<LANES>; ARRAYS],
    i: usize,
) -> [Flight<WIDTH>; ARRAYS] {
    let mut flights = [Flight([0.0; WIDTH]); ARRAYS];
    for (flight, array) in flights.iter_mut().zip(arrays) {
        *flight = load(array, i);
    }
    flights
}

#[inline(always)]
pub(super) fn store_all<const WIDTH: usize, const LANES: usize, const ARRAYS: usize>(
    arrays: &mut [Lanes<LANES>; ARRAYS],
    i: usize,
    flights: [Flight<WIDTH>; ARRAYS],
) {
    for (array, flight) in arrays.iter_mut().zip(flights) {
        store(array, i, flight);
    }
}

#[inline(always)]
pub(super) fn load_enclosed<const WIDTH: usize, const LANES: usize>(
    parts: &[Lanes<LANES>; 3],
    i: usize,
) -> Enclosed<Flight<WIDTH>> {
    Enclosed::of(load_all(parts, i))
}

#[inline(always)]
pub(super) fn store_enclosed<const WIDTH: usize, const LANES: usize>(
    parts: &mut [Lanes<LANES>; 3],
    i: usize,
    number: Enclosed<Flight<WIDTH>>,
) {
    store_all(parts, i, number.parts());
}
