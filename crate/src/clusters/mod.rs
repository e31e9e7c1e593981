//! Learning without answers: points that find groups by themselves (k-means), one half-step at a time.
//!
//! [`Clusters`] alternates two half-steps (Lloyd 1982): every point chooses the nearest centre, then every centre moves to
//! the mean of its points. Neither can raise the inertia, the sum of squared distances of points to their centres, so it
//! comes to rest; where depends on the start. Points may be added, moved and removed at any time. [`Listener`] finds words in an unbroken stream
//! of syllables, by counting what follows what. This module knows nothing of networks, data sets or browsers.

mod edit;
mod listener;
mod lloyd;
mod start;

pub use listener::{Listener, PARTS_BELOW, SYLLABLES, WORD, WORDS};
pub use lloyd::{Clusters, HalfStep, MAX_CLUSTERS, MAX_FEATURES, MAX_POINTS};
pub use start::StartRule;
