//! Why a C call failed: a status, and a sentence about one argument.

use super::status::*;
use crate::error::{Error, Given, Sentence};

/// An engine's error, or one that only the C layer can find.
pub(super) struct Failure {
    pub status: hotloop_status,
    pub sentence: Sentence,
}

/// What the body of an exported function returns.
pub(super) type Answer<T = hotloop_status> = Result<T, Failure>;

impl Failure {
    pub fn new(
        status: hotloop_status,
        argument: &'static str,
        explanation: &'static str,
    ) -> Failure {
        Failure { status, sentence: Sentence::new(argument, explanation) }
    }

    /// Blames `to` where the engine's word for it is `from`.
    pub fn renamed(mut self, from: &str, to: &'static str) -> Failure {
        if self.sentence.argument == from {
            self.sentence.argument = to;
        }
        self
    }

    pub fn given(mut self, value: impl Into<Given>) -> Failure {
        self.sentence.given = value.into();
        self
    }

    pub fn other(mut self, value: impl Into<Given>) -> Failure {
        self.sentence.other = value.into();
        self
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure { status: error.kind().status(), sentence: error.sentence() }
    }
}
