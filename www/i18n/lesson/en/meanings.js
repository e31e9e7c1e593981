// What the words of the field mean.

export const meanings = {
  loss: "One number for how wrong the answers are: the lower, the better. To train is to make it small.",
  weight:
    "A number by which an input is multiplied: how much that input counts. Learning means changing weights.",
  "learning-rate":
    "How far a step goes: the gradient is multiplied by it. The one dial that decides between crawling, learning and flying apart.",
  gradient:
    "For every weight, how fast the loss grows when that weight grows a little. All together they point straight uphill.",
  "gradient-descent":
    "Look which way is down, take a step, look again. Nearly every neural network is trained by some form of it.",
  parameter: "Any number of the model that training may change: weights and biases.",
  "neural-network": "Many small weighted votes in layers, each layer voting on what the one before has said.",
  supervised: "Learning from examples that come with their right answers.",
  unsupervised: "Finding patterns in examples that come without answers.",
  labels: "The right answers that belong to the examples.",
  "k-means":
    "A method that groups points: each joins its nearest centre, each centre moves to the middle of its points, until nothing moves.",
  neuron:
    "Inputs times weights, added up, then bent by an activation. The unit of every neural network; also called a unit.",
  threshold: "What a sum must exceed before the unit says yes.",
  bias: "A number that is added to every sum: the threshold with the other sign. It is learned like a weight.",
  slope: "How much what comes out changes when what goes in changes a little. 0 where it is flat.",
  sigmoid: "The smooth curve from 0 to 1: 1/(1 + e⁻ᶻ).",
  relu: "0 for negative sums, the sum itself for positive ones.",
  training: "Turning the weights, step by step, so that the loss falls.",
  inference: "Using a network whose weights no longer change.",
  layer: "Units side by side that all read the same inputs. Their answers are the inputs of the next layer.",
  "forward-pass": "Computing the answer: from the inputs through all layers to the end.",
  "cross-entropy":
    "A loss for answers that are probabilities: minus the logarithm of the probability given to what is right.",
  "partial-derivative": "How fast something changes when one of many numbers changes and all others stay.",
  "chain-rule": "The derivative of nested steps is the product of the derivatives of the single steps.",
  backpropagation:
    "The chain rule applied from the loss back to the first layer, so that all derivatives come out in one pass.",
  converged: "Said of a run that more steps no longer change in any way that matters.",
  batch: "The handful of rows that one step looks at. Their mean gradient stands in for that of all rows.",
  epoch: "As many steps as it takes to look at every row once.",
  optimizer: "The rule that makes a step of a gradient: plain descent, momentum, Adam and many more.",
  activation:
    "What each unit does to its weighted sum before it passes it on: sigmoid, tanh, ReLU. Without a bend there, layers upon layers could draw only one straight line.",
  vanishing:
    "On its way back through many layers the gradient is multiplied by factors below one until next to nothing reaches the first layers.",
  residual:
    "A path around a layer: its input is added to its output, so the layer need only learn what is to change.",
  degradation:
    "A deeper plain network does worse than a shallower one, on the training data already. It is not overfitting.",
  validation: "Points from which the network does not learn, but by which one chooses: the mock exam.",
  underfitting:
    "The model is too simple for the rule in the data: bad at its homework and bad at what is new.",
  overfitting:
    "The model has learned accidents of its training points: good at its homework, worse at what is new.",
  shortcut: "Learning a clue that holds in the data at hand in place of the thing that was meant.",
};
