//! Numbers as sums of two doubles: coefficients of given roots are multiplied out in
//! these, so that one rounding is all that moves the roots.

#[derive(Clone, Copy)]
pub struct Twofold(f64, f64);

impl Twofold {
    pub fn of(x: f64) -> Twofold {
        Twofold(x, 0.0)
    }

    pub fn plus(self, other: Twofold) -> Twofold {
        let (high, low) = two_sum(self.0, other.0);
        let (low, lowest) = two_sum(low, self.1 + other.1);
        let (high, low) = two_sum(high, low);
        Twofold(high, low + lowest)
    }

    pub fn times(self, other: Twofold) -> Twofold {
        let high = self.0 * other.0;
        let low = self.0.mul_add(other.0, -high);
        let (high, low) = two_sum(high, low + (self.0 * other.1 + self.1 * other.0));
        Twofold(high, low)
    }

    pub fn negated(self) -> Twofold {
        Twofold(-self.0, -self.1)
    }

    pub fn value(self) -> f64 {
        self.0 + self.1
    }
}

fn two_sum(x: f64, y: f64) -> (f64, f64) {
    let sum = x + y;
    let y_part = sum - x;
    (sum, (x - (sum - y_part)) + (y - y_part))
}
