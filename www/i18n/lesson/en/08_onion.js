// Chapter 8: the chain rule, an onion.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const onion = {
  question: "How can a weight in the first layer know what it did to the answer at the very end?",
  steps: {
    peel: {
      text: [
        "For one neuron the gradient was easy: the score itself. But a weight deep inside a network does not touch the answer. It touches a sum, which goes through a dial, which goes into the next sum, which goes through the next dial, until, at last, there is a loss.",
        "Ask at every layer of this onion only one small question: *if what comes in here grows a little, how many times as much does what goes out grow?* Then multiply the factors. That is the [[chain-rule]], and going from the loss back to the first layer with it is called [[backpropagation]].",
        "Below the network stands such a product, for one weight, with all its factors; here every layer is a single unit, so there is one path only. And beside it the check: the weight is really nudged, and the loss really computed anew.",
      ],
      task: "Take one step with **Step** and watch the factors change.",
      done: "The product and the nudge agree, digit for digit. It is no approximation: the chain rule is exact.",
      live: "Step {step}. Loss {loss}.",
      formula: [
        "`∂L/∂w = ∂L/∂z₄ · ∂z₄/∂h₃ · ∂h₃/∂z₃ · ∂z₃/∂h₂ · ∂h₂/∂z₂ · ∂z₂/∂h₁ · ∂h₁/∂z₁ · ∂z₁/∂w`. Every `∂h/∂z` is the slope of a dial, every `∂z/∂h` is a weight, and the last factor is an input. Where several paths lead to the answer, the products of all paths are added up.",
      ],
    },
    weight: {
      title: "Choose a weight",
      text: [
        "The menus below the network choose another weight, layer by layer. Peel a few: one in the last layer has few factors, one in the first has many.",
        "Each weight is also a direction in which one can walk. Press **Axis 1** beside a weight, and the mountain is cut along it.",
      ],
      task: "Choose a weight and make it an axis of the mountain.",
      done: "Now the slope of the ground along this axis *is* the product that you see: the same number twice, once as a slope and once as an onion.",
    },
    long: {
      title: "A longer onion",
      text: [
        "Eight layers. The product for a weight at the front now has more factors, and you can guess what that may mean: factors below 1 make it tiny, factors above 1 make it huge. The chart shows how much of the gradient reaches every layer, on a scale that counts in factors of ten.",
      ],
      task: "Take a step and compare the first layer with the last.",
      done: "Keep this picture. In chapter 12 there will be thirty layers, and this very product will be the reason why nobody could train them.",
      slip: "One often reads that gradients vanish because the slopes of the dials are small. The product holds slopes *and* weights: large weights can make up for small slopes, and small weights can spoil the best slopes.",
    },
  },
};
