//! SplitMix64 with a few distributions: the same numbers from the same seed, everywhere.

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.bits() >> 11) as f64 * f64::EPSILON / 2.0)
    }

    /// From -1 to 1.
    pub fn unit(&mut self) -> f64 {
        self.uniform(-1.0, 1.0)
    }

    /// low <= integer <= high.
    pub fn integer(&mut self, low: i64, high: i64) -> f64 {
        (low + (self.bits() % (high - low + 1) as u64) as i64) as f64
    }

    pub fn sign(&mut self) -> f64 {
        if self.bits() >> 63 == 0 { 1.0 } else { -1.0 }
    }

    /// Ten to a uniform power.
    pub fn magnitude(&mut self, low: f64, high: f64) -> f64 {
        10f64.powf(self.uniform(low, high))
    }

    pub fn signed_magnitude(&mut self, low: f64, high: f64) -> f64 {
        self.sign() * self.magnitude(low, high)
    }

    /// A normal deviate, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform(0.0, 1.0)).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform(0.0, 1.0)).cos()
    }
}
