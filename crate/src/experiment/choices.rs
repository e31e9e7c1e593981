//! The closed sets of an experiment: choices that a reader makes by name.
//!
//! Sets that belong to another module (data sets, activations) stay there; these are the short lists that the page
//! offers in place of the engine's fuller ones.

/// Defines an enum with its names: `ALL`, `name` and `from_name`.
macro_rules! choices {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$variant_doc])* $variant,)+ }

        impl $type {
            /// Every choice, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in links and JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The choice called `name`.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.name() == name)
            }
        }
    };
}

choices! {
    /// Whether somebody has looked at the test rows.
    Exam {
        /// Nobody has.
        Sealed = "sealed",
        /// Opened once: from here on they are no examination any more.
        Opened = "opened",
    }
}

choices! {
    /// The residual switch: whether layers are added to what came before, and by which factor α.
    Skip {
        /// The plain network.
        Off = "off",
        /// α = 1: the layer is added to what came before.
        Sum = "sum",
        /// α = 1/√B with B blocks.
        Scaled = "scaled",
        /// α = 1/B.
        Average = "average",
        /// α is a number of the spec.
        Fixed = "fixed",
        /// α is trained, one for each block; it starts at a number of the spec.
        Learned = "learned",
    }
}

choices! {
    /// What a residual connection goes around; see [`crate::network::ResidualKind`].
    Block {
        /// One layer, between sums: the network without skips has the same parameters.
        Preact = "preact",
        /// One layer, between activations.
        Postact = "postact",
        /// Two layers, between sums.
        Preact2 = "preact2",
    }
}

choices! {
    /// Where the weights start; see [`crate::network::Init`].
    Start {
        /// N(0, 2 / (fan_in + fan_out)), biases 0 (Glorot & Bengio 2010).
        Xavier = "xavier",
        /// N(0, 2 / fan_in), biases 0 (He et al. 2015).
        He = "he",
        /// U(±1/√fan_in), weights and biases (PyTorch's Linear).
        Uniform = "uniform",
        /// N(0, 1 / fan_in), biases 0 (LeCun et al. 1998).
        Lecun = "lecun",
        /// The variance of Xavier, evenly spread.
        XavierUniform = "xavier_uniform",
        /// The variance of He, evenly spread.
        HeUniform = "he_uniform",
        /// The variance of LeCun, evenly spread.
        LecunUniform = "lecun_uniform",
        /// Orthonormal rows or columns (Saxe et al. 2014).
        Orthogonal = "orthogonal",
        /// N(0, σ_w² / fan_in) with σ_w² of the spec.
        Normal = "normal",
        /// U(0, 1): all weights positive.
        Unit = "unit",
        /// All weights 0.
        Zeros = "zeros",
    }
}

choices! {
    /// What is minimised; see [`crate::network::Loss`].
    LossChoice {
        /// The one that belongs to the task: binary cross-entropy, softmax cross-entropy or squared error.
        Auto = "auto",
        /// Mean squared error.
        Mse = "mse",
        /// Half of it.
        HalfMse = "half_mse",
        /// Mean absolute error.
        Mae = "mae",
        /// Squared near the target, absolute far from it (Huber 1964).
        Huber = "huber",
        /// Binary cross-entropy from logits.
        BceLogits = "bce_logits",
        /// Softmax cross-entropy from logits.
        SoftmaxCe = "softmax_ce",
    }
}

choices! {
    /// The rule that turns a gradient into a step; see [`crate::optimizer`].
    Rule {
        /// Plain gradient descent.
        Sgd = "sgd",
        /// With a heavy ball (Polyak 1964).
        Momentum = "momentum",
        /// With a heavy ball that looks ahead (Nesterov 1983).
        Nesterov = "nesterov",
        /// Adagrad (Duchi, Hazan & Singer 2011).
        Adagrad = "adagrad",
        /// RMSProp (Tieleman & Hinton 2012).
        RmsProp = "rmsprop",
        /// Adam (Kingma & Ba 2015).
        Adam = "adam",
        /// Adam with decoupled weight decay (Loshchilov & Hutter 2019).
        AdamW = "adamw",
    }
}

choices! {
    /// The plane that the mountain is drawn over.
    PlaneChoice {
        /// The two main directions of the walked path (PCA).
        Path = "path",
        /// The same, centred on the mean of the path.
        PathMean = "path_mean",
        /// Two random filter-normalised directions (Li et al. 2018).
        Random = "random",
        /// From start to end, and a random direction across.
        Ends = "ends",
        /// The eigenvectors of largest and smallest curvature.
        Hessian = "hessian",
        /// Two single weights.
        Weights = "weights",
    }
}

choices! {
    /// What is minimised.
    ProblemChoice {
        /// The loss of a network by all its parameters.
        Network = "network",
        /// The squared error of y = wx + b.
        Line = "line",
        /// The squared error of tanh(w1 x1 + w2 x2).
        Neuron = "neuron",
        /// The squared error of the article's neuron by two of its three weights.
        Judges = "judges",
        /// See [`crate::objective::ClosedForm`], as for all that follow.
        Bowl = "bowl",
        /// A ravine.
        Ravine = "ravine",
        /// A saddle without an end.
        Saddle = "saddle",
        /// A saddle between two minima.
        Saddle4 = "saddle4",
        /// A monkey saddle.
        Monkey = "monkey",
        /// Rosenbrock's valley.
        Rosenbrock = "rosenbrock",
        /// Beale's function.
        Beale = "beale",
        /// Himmelblau's function.
        Himmelblau = "himmelblau",
        /// Styblinski and Tang's function.
        Styblinski = "styblinski",
        /// Rastrigin's function.
        Rastrigin = "rastrigin",
        /// A bowl with a pit.
        Pit = "pit",
    }
}

choices! {
    /// Which rows the heights of the mountain are losses over.
    GroundChoice {
        /// All training rows.
        Train = "train",
        /// All training rows, and the validation rows as a second surface over them.
        Both = "both",
        /// The mini-batch that the next step looks at, and all training rows as a second surface over it.
        Batch = "batch",
    }
}

choices! {
    /// How many mountains stand side by side.
    MountainsChoice {
        /// That of the run.
        One = "one",
        /// That of the run, and that of its first branch with another residual switch.
        Pair = "pair",
    }
}

choices! {
    /// Whether the page asks what will happen.
    PredictChoice {
        /// It does not.
        Off = "off",
        /// Before a run, and it compares afterwards.
        On = "on",
    }
}

choices! {
    /// How a loss becomes a height.
    HeightScale {
        /// The loss itself.
        Linear = "linear",
        /// Its logarithm to base ten.
        Log = "log",
    }
}

choices! {
    /// The language of the page.
    Language {
        /// As the browser asks for.
        Auto = "auto",
        /// English.
        English = "en",
        /// Simplified Chinese.
        Chinese = "zh",
    }
}

choices! {
    /// The colours of the page.
    Theme {
        /// As the system asks for.
        Auto = "auto",
        /// Dark ink on light paper.
        Light = "light",
        /// Light ink on dark paper.
        Dark = "dark",
    }
}
