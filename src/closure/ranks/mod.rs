//! Which dataset comes where: dataset from rank, rank from dataset, random ranks.

pub(crate) mod philox;
pub(crate) mod stage;
pub(crate) mod walk;
