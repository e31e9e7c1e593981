// Chapter 12 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const stuck = {
  question: "If depth is so useful, why did nobody train thirty layers for so long?",
  steps: {
    factors: {
      title: "A long product",
      text: [
        "Backwards through a network means multiplying: for each layer one more factor. Multiply thirty numbers that are all a little below one, and almost nothing is left; a little above one, and the product runs away. `0.5³⁰` is about a thousand-millionth, `2³⁰` about a thousand million.",
        "The picture shows how much gradient reaches each layer. Its scale is **logarithmic**: it counts in powers of ten, so −3 is a thousandth and −6 a millionth. Such a scale is the only way to see a thousand and a millionth in one picture, and it deceives the eye: a bar that looks a little shorter may be a hundred times less.",
      ],
      choices: { three: "3 layers", ten: "10 layers", thirty: "30 layers" },
      task: "Go from 3 to 10 to 30 layers, and compare the first layers with the last.",
      done: "At 30 layers the last hidden layer hears {last}, the second layer {first}: the first layers are told almost nothing of what went wrong.",
      formula: [
        "`∂L/∂z_l = (W_{l+1}ᵀ ∂L/∂z_{l+1}) · φ′(z_l)`: each layer multiplies by its *weights* and by the *slope* of its activation.",
        "Here the weights are drawn from a narrow range (as a common default does: variance `1/(3n)`), so each layer leaves about {factor} of the length, and the way from layer 29 back to layer 2 leaves {fall}.",
      ],
    },
    waits: {
      title: "Thirty layers, 300 steps",
      text: [
        "The loss begins where a coin toss would put it: `ln 2 = 0.693`. The same task took a network of three layers two hundred steps.",
      ],
      ask: {
        question: "What will thirty layers do in 300 steps?",
        answers: {
          slowly: "Learn it, only more slowly",
          nothing: "Nothing at all",
          breaks: "Break",
        },
        why: "After 300 steps the loss is {coin}. A longer run does not help, nor does another rate: we tried 3000 steps and rates from 0.003 to 1. What reaches the first layers is not a small push but practically none. This is the **[[vanishing|vanishing gradient]]**.",
      },
    },
    leaps: {
      title: "The other way: too much",
      text: [
        "Now twenty layers whose weights were drawn too large. Each layer makes numbers larger. Before the first step the loss is {wild}, and the gradient is tens of thousands in length.",
        "There is a rough remedy: **clipping**. If the gradient is longer than 1, shorten it to 1 and keep its direction.",
      ],
      choices: { free: "unclipped", clipped: "clipped at 1" },
      task: "Run it unclipped first, then clipped, until the loss is below 0.3.",
      done: "The first one does not survive a single step. The clipped one walks, carefully, and learns. (Not with every seed: where the weights are bad enough, clipping saves the run but not the lesson.)",
    },
    both: {
      title: "Weights times slopes",
      text: [
        "Here are fifty layers of tanh. Its slope is never above 1: if slopes alone decided, the gradient could only shrink on its way back. Look: it *grows*, to {front} at the second layer. The weights are large, and they outweigh the slopes.",
      ],
      task: "Make one step and look at the bars from right (last layer) to left (first).",
      done: "What flows forward stays bounded, because tanh cuts it off; what flows backward explodes.",
      slip: "The article blames the slopes of the activation. It is the product of *weights and slopes* that shrinks or grows: with slopes below one a gradient may vanish, stay, or explode, as the weights will have it.",
    },
    positive: {
      title: "Weights between 0 and 1",
      text: [
        "The article starts with weights between 0 and 1. It sounds harmless. But sixteen positive numbers of about ½ each add up to about 8, and that at every layer: after ten layers the loss is {positive}.",
        "One step later ReLU has been pushed below zero everywhere, where its slope is 0. Nothing moves any more. The network is dead, and says “half and half” for ever.",
      ],
      choices: { unit: "from 0 to 1", he: "both signs, right size (He)" },
      task: "See it die. Then start with weights of both signs and the right size, and bring the loss below 0.1.",
      done: "The same ten layers, the same data. Nothing has changed but the numbers it began with.",
      slip: "The article’s weights between 0 and 1 make a good first picture of a neuron and a bad start for a network: signs and size matter. Even four layers do not learn from them with a sigmoid.",
    },
    start: {
      title: "A good start, alone",
      text: [
        "So how large? Just so large that a signal neither grows nor shrinks from layer to layer, forward and backward. That can be worked out: Xavier Glorot and Yoshua Bengio did in 2010, for activations like tanh. ReLU cuts off half of the signal; Kaiming He and colleagues put in the missing factor of 2 in 2015.",
        "Thirty layers of ReLU, plain, no tricks. The two starts differ by a factor of 1.4 in every weight.",
      ],
      choices: { xavier: "Xavier", he: "He" },
      ask: {
        question: "Try both for a hundred steps, He last. Which learns?",
        answers: { xavier: "Only Xavier’s", he: "Only He’s", neither: "Neither" },
        why: "`1.4` looks like nothing; thirty times over it is about thirty thousand. With He’s weights thirty plain layers learn, without any way around. Keep that in mind in the next chapter: depth alone is not the illness.",
      },
      formula: [
        "Xavier: `Var w = 2/(n_in + n_out)`. He: `Var w = 2/n_in`. With ReLU each layer multiplies the mean square by `n · Var w / 2`: Xavier ½, He 1.",
        "Both are right about an average over wide layers. Narrow layers scatter: at width 16 some seeds fail even with He.",
      ],
    },
  },
};
