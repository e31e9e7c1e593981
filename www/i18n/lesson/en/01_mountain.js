// Chapter 1: the mountain.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const mountain = {
  question: "Why would a machine walk down a mountain?",
  steps: {
    ball: {
      text: [
        "Look at the ball. It stands on a slope, in fog so thick that it sees nothing but the ground at its feet. It cannot see the valley. All it can feel is which way is down.",
        "So it takes a step that way. Then it feels again, and takes another. That is the whole method. It is called [[gradient-descent]], and almost everything that is called artificial intelligence today was made by it.",
      ],
      task: "Press the red button if the ball stands still, and let it take *ten steps*. You may also turn the mountain with your finger or the mouse.",
      done: "Ten steps, each a little shorter than the one before: the flatter the ground, the smaller the step. Nobody told it to slow down.",
      live: "Step {step}. Height now: {loss}.",
    },
    dial: {
      title: "The one dial",
      text: [
        "How far is a step? The ball takes the steepness it feels and multiplies it by one number, the [[learning-rate]]. You hold it in your hand: it is the slider below the mountain.",
        "The valley is narrow. Across, it is ten times as steep as along. Before you touch anything, make a guess.",
      ],
      ask: {
        question: "You make the steps larger and larger. What happens in the end?",
        answers: {
          faster: "It arrives sooner and sooner",
          zigzag: "It zigzags from wall to wall, but it arrives",
          away: "It climbs the other side, higher each time, and flies away",
        },
        why: "At first larger steps do arrive sooner. Then the ball begins to jump across the valley, from wall to wall. Beyond {limit} each jump lands *higher* than it started, where the ground is steeper still, so the next jump is longer still. There is a sharp border between “brave” and “lost”, and chapter 10 will find out where it comes from.",
      },
      choices: { small: "0.01", middle: "0.1", large: "0.19", huge: "0.22" },
    },
    why: {
      title: "What is the mountain made of?",
      text: [
        "This mountain belongs to a small [[neural-network]]. Every place on it is one possible network: one way to set all its numbers. The height of a place says how *wrong* that network’s answers are. The field calls it the [[loss]].",
        "High up, the answers are bad. In the valley, they are good. So walking down **is** learning: with every step the machine’s numbers change a little, and its answers become a little less wrong. It needs no plan and no map. It only needs to feel which way is down.",
        "That is why a machine walks down a mountain. The rest of this story is about three questions: what exactly is being changed, how does it know which way is down, and what can go wrong on the way.",
      ],
      task: "Watch forty steps of a real network learning.",
      done: "The loss has fallen. Nothing in this picture is a film: the network is being trained in your browser, now.",
      live: "Step {step}. The network is wrong by {loss}.",
      after: [
        "One honest remark. A real network has hundreds of numbers, and a picture has room for two. What you see is a slice through the mountain, and the small box beside it says how much of the truth the slice shows.",
      ],
    },
  },
};
