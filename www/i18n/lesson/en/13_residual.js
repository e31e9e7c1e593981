// Chapter 13 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const residual = {
  question: "What changes when each layer may also leave things as they are?",
  steps: {
    twin: {
      title: "Two networks, the same weights",
      text: [
        "Here are the thirty layers of the last chapter again, and beside them a twin: the same weights to the last digit, the same points, the same rate. The twin has one thing more. Around each inner layer leads a path on which its input goes by untouched and is *added* to what the layer makes of it: a **[[residual|residual connection]]**.",
      ],
      ask: {
        question: "Which of the two will have learned the ring after 200 steps?",
        answers: { plain: "The plain one", residual: "The residual one", both: "Both", neither: "Neither" },
        why: "After 300 steps the plain one is at {coin}, a coin toss; the residual one is at {learned}. We looked at a dozen seeds: always the same.",
      },
    },
    plus_one: {
      title: "One plus",
      text: [
        "Why? Look at what one layer does to a nudge. A plain layer passes on `f′`: if that is small, thirty of them are nothing. With the way around, the layer’s output is `z + f(z)`, and its derivative is **`1 + f′`**. The 1 is the nudge itself, coming through by the short way, whatever `f` does.",
      ],
      choices: { off: "without", scaled: "with" },
      task: "Switch the way around off and on, and watch the bars of the gradient.",
      done: "Without: hundreds of thousands to one between the last layer and the second. With: almost level. Every layer hears what went wrong.",
      formula: [
        "This page’s block: `z_l = z_{l−1} + α (W φ(z_{l−1}) + b)`, with `α = 1/√B` for `B` blocks. Here `B = 28`, `α = 0.19`.",
        "Each block then multiplies a squared gradient by about `1 + c/B`, and `(1 + c/B)^B` stays below `e^c`, however many blocks: that is why one setting does for all depths.",
      ],
      slip: "The article says that the earlier layers “dilute” the vanishing. Nothing is diluted: there is a sum, and the derivative of a sum is a sum, `1 + f′`.",
    },
    depths: {
      title: "Deeper must not be worse",
      text: [
        "Now with *good* starting weights (Xavier’s, for tanh), so that nothing vanishes. Five layers learn this ring easily. More layers can do all that and more: the added ones would only have to pass on what they get. So deeper should never train worse. Try it.",
      ],
      choices: { h4: "5 layers", h9: "10 layers", h29: "30 layers", h49: "50 layers" },
      task: "Run 5 layers, then 50, for 200 steps each, and compare the two curves: plain and residual.",
      done: "At 5 layers the plain one is ahead. At 50 it is stuck, *on its homework*, and the residual one needs hardly a step more than at 5. The same rate has done for every depth.",
      after: [
        "This is called **[[degradation]]**, and it is what the inventors of ResNet wrote about in 2015: their plain network of 56 layers was worse than one of 20, on the training data already.",
      ],
      slip: "The paper did *not* blame vanishing gradients. Its networks had good starting weights and batch normalisation, the authors measured healthy gradients, and they said so: the difficulty is “unlikely to be caused by vanishing gradients”. To leave things as they are is hard to learn for a stack of layers, and trivial with a way around.",
    },
    grounds: {
      title: "Two landscapes",
      text: [
        "And the mountain? One belongs to the plain network, one to its twin: thirty layers each, cut along the same random directions around the place where each one is.",
      ],
      task: "Let both walk for 60 steps, and turn the mountains. Where would you rather walk down?",
      done: "Beside each mountain stand the hollows that the core has counted on its cut. A cut shows two directions of thousands, and another one looks different; but in thirteen pairs that we counted on a grid of 25 by 25 points, the plain one had six to eighteen hollows, the other a single one. (A finer grid finds more of them.)",
      after: [
        "Li and colleagues drew such landscapes in 2018, and the pictures went around the world: deep without ways around, a wasteland; with them, almost a bowl.",
      ],
    },
    honest: {
      title: "Is adding always good?",
      text: [
        "Now fifty layers of ReLU with He’s good weights, three times: no way around, plainly added (`z + f`), and added at a reduced scale (`z + αf`, as above).",
      ],
      ask: {
        question: "Which one learns best?",
        answers: { off: "No way around", sum: "Plainly added", scaled: "Added at scale" },
        why: "Plain addition begins with a loss of {exploded}: where each layer keeps the signal’s size, adding doubles its square, and fifty doublings are a lot. `1 + f′` can be too *much*, too. Real ResNets add plainly, and get away with it because normalisation keeps `f` in bounds. So: the way around needs a measure.",
      },
    },
    shallow: {
      title: "Where it is not needed",
      text: ["And three hidden layers? They have no trouble passing on a gradient. Here are both again."],
      task: "Let them run for 200 steps. Which one is ahead?",
      done: "The plain one, by a little. A way around is no magic powder: it solves a problem that shallow networks do not have.",
      after: [
        "To be fair to its rivals: good starting weights let thirty plain layers of ReLU learn (last chapter), normalisation helps as well, and a patient Adam creeps ahead where plain descent stands still. Residual connections won because they help *together* with all of these, at any depth, for nearly nothing.",
      ],
    },
    history: {
      title: "How deep, when",
      text: [
        "Three years took networks for photographs from eight layers (AlexNet) by way of sixteen and nineteen (VGG) to a hundred and fifty-two (ResNet). On the small pictures of CIFAR the authors of ResNet went beyond a thousand.",
        "Here they are on one scale, each with the range of its well-known versions. Between VGG and ResNet lies what this chapter was about.",
      ],
      task: "Change from powers of ten to the plain scale, and see what becomes of the first ones.",
      done: "On the plain scale AlexNet and VGG shrink to a spot at the edge. That is what powers of ten are for, here as in the pictures of the gradient.",
      widget: {
        title: "How many layers",
        kind: "The scale",
        tens: "powers of ten",
        plain: "plain",
        says_tens: "Each line is ten times the one before it.",
        says_plain: "Each line is 250 layers more than the one before it.",
        alexnet: "AlexNet",
        vgg: "VGG",
        resnet: "ResNet",
        cifar: "ResNet, CIFAR",
        ours: "this chapter",
        here: "on this page",
      },
      after: [
        "With 1202 layers it still trained without trouble, but did a little *worse* on the test than with 110: it had become too clever for so few pictures. Which is the subject of the next chapter.",
      ],
    },
  },
};
