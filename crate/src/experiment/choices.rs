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
    /// The residual switch: pre-activation blocks on the parameters of the plain network.
    Skip {
        /// The plain network.
        Off = "off",
        /// α = 1: the layer is added to what came before.
        Sum = "sum",
        /// α = 1/√B with B blocks.
        Scaled = "scaled",
    }
}

choices! {
    /// Where the weights start.
    Start {
        /// N(0, 2 / (fan_in + fan_out)), biases 0 (Glorot & Bengio 2010).
        Xavier = "xavier",
        /// N(0, 2 / fan_in), biases 0 (He et al. 2015).
        He = "he",
        /// U(±1/√fan_in), weights and biases (PyTorch's Linear).
        Uniform = "uniform",
    }
}

choices! {
    /// The rule that turns a gradient into a step.
    Rule {
        /// Plain gradient descent.
        Sgd = "sgd",
        /// Adam with PyTorch's defaults (Kingma & Ba 2015).
        Adam = "adam",
    }
}

choices! {
    /// The plane that the mountain is drawn over.
    PlaneChoice {
        /// The two main directions of the walked path (PCA).
        Path = "path",
        /// Two random filter-normalised directions (Li et al. 2018).
        Random = "random",
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
