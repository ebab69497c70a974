//! A piece of a batch: block after block, and what they leave over.

use super::arrays::Outputs;
use super::columns::{Sinks, Sources};
use super::{IN_BLOCK, WORK};
use crate::control::Meter;
use crate::cpu_level::DetectedLevel;
use crate::cubic::certified::{Block, CarefulBlock};
use crate::cubic::features::{Task, with_features};
use crate::cubic::{Options, Precision, Roots, exact};
use crate::error::Result;

/// Lanes of a block for cubics that need care: few, since it lies on the stack beside the
/// other one.
const LEFT: usize = 16;

/// What a thread keeps from piece to piece.
pub(super) struct Worker<'c, T, const LANES: usize> {
    block: Block<T, LANES>,
    careful: CarefulBlock<T, LEFT>,
    meter: Meter<'c>,
    silent: Meter<'c>,
}

impl<'c, T: Precision, const LANES: usize> Worker<'c, T, LANES> {
    #[inline(always)]
    pub fn new(meter: Meter<'c>) -> Self {
        let silent = meter.silent();
        Worker { block: Block::ZEROS, careful: CarefulBlock::ZEROS, meter, silent }
    }
}

/// Cubics that one thread takes at a time.
pub(super) struct Piece<'a, 'i, 'o, 'c, T, const LANES: usize> {
    pub sources: &'a Sources<'i, T>,
    pub outputs: Outputs<'o, T>,
    pub options: &'a Options,
    /// The number of the first.
    pub start: usize,
    pub level: DetectedLevel,
    pub worker: &'a mut Worker<'c, T, LANES>,
}

impl<T: Precision, const LANES: usize> Task for Piece<'_, '_, '_, '_, T, LANES> {
    type Output = Result<()>;

    #[inline(always)]
    fn run(self) -> Result<()> {
        let n = self.outputs.roots.nrows();
        self.worker.block.fill();
        self.worker.careful.block.fill();
        let mut rest = Rest {
            sources: self.sources,
            sinks: Sinks::of(self.outputs),
            options: self.options,
            start: self.start,
            level: self.level,
            careful: &mut self.worker.careful,
            silent: &mut self.worker.silent,
            places: [0; LEFT],
            count: 0,
        };
        let outcome = rest.blocks(n, &mut self.worker.block, &mut self.worker.meter);
        // What is written is right, also when it is not all.
        rest.settle();
        outcome
    }
}

/// The arrays of a piece, and cubics whose roots were not certain.
struct Rest<'a, 'i, 'o, 'c, T> {
    sources: &'a Sources<'i, T>,
    sinks: Sinks<'o, T>,
    options: &'a Options,
    start: usize,
    level: DetectedLevel,
    careful: &'a mut CarefulBlock<T, LEFT>,
    silent: &'a mut Meter<'c>,
    places: [usize; LEFT],
    count: usize,
}

impl<T: Precision> Rest<'_, '_, '_, '_, T> {
    #[inline(always)]
    fn blocks<const LANES: usize>(
        &mut self,
        n: usize,
        block: &mut Block<T, LANES>,
        meter: &mut Meter,
    ) -> Result<()> {
        for first in (0..n).step_by(LANES) {
            let lanes = LANES.min(n - first);
            self.sources.read(self.start + first, block);
            block.solve();
            if !block.all_certain() && block.cramped_pairs() >= LANES as u64 / 4 {
                block.sharpen();
            }
            meter.advance(lanes as u64 * IN_BLOCK)?;
            self.take_over(first, lanes, block)?;
        }
        Ok(())
    }

    /// Writes the roots of a block that are certain; the others are left for later.
    #[inline(always)]
    fn take_over<const LANES: usize>(
        &mut self,
        first: usize,
        lanes: usize,
        block: &Block<T, LANES>,
    ) -> Result<()> {
        if self.options.imag_tolerance > 0.0 {
            for lane in (0..lanes).filter(|&lane| block.certain[lane]) {
                let roots = Roots::certain(block.roots(lane)).handed_over(self.options);
                self.sinks.write_one(first + lane, &roots);
            }
        } else {
            self.sinks.write(first, lanes, block);
        }
        if block.all_certain() {
            return Ok(());
        }
        self.leave(first, &block.certain[..lanes])
    }

    #[inline(never)]
    fn leave(&mut self, first: usize, certain: &[bool]) -> Result<()> {
        let mut outcome = Ok(());
        for lane in (0..certain.len()).filter(|&lane| !certain[lane]) {
            let place = first + lane;
            self.places[self.count] = place;
            self.careful.block.set(self.count, self.sources.one(self.start + place));
            self.count += 1;
            if self.count == LEFT {
                self.settle();
                outcome = outcome.and(self.silent.advance(LEFT as u64 * WORK));
            }
        }
        outcome
    }

    /// Finds the roots of what was left.
    fn settle(&mut self) {
        if self.count == 0 {
            return;
        }
        with_features(self.level, Careful(self.careful));
        let block = &self.careful.block;
        let as_they_are = self.options.imag_tolerance <= 0.0;
        for (lane, &place) in self.places[..self.count].iter().enumerate() {
            if as_they_are && block.certain[lane] {
                self.sinks.write_lane(place, lane, block);
            } else {
                let coefficients = self.sources.one(self.start + place);
                self.sinks.write_one(place, &one_by_one(coefficients, lane, block, self.options));
            }
        }
        self.count = 0;
    }
}

/// The roots of a lane as the options say, by exact signs if they are not certain.
#[inline(never)]
fn one_by_one<T: Precision>(
    coefficients: [f64; 4],
    lane: usize,
    block: &Block<T, LEFT>,
    options: &Options,
) -> Roots<T> {
    let roots = if block.certain[lane] {
        Roots::certain(block.roots(lane))
    } else {
        exact::roots(coefficients, &block.hints(lane))
    };
    roots.handed_over(options)
}

/// All steps with more care.
struct Careful<'a, T>(&'a mut CarefulBlock<T, LEFT>);

impl<T: Precision> Task for Careful<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.0.solve();
    }
}
