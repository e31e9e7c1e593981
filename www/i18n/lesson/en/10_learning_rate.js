// Chapter 10 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const learning_rate = {
  question: "One dial decides between learning, waiting for ever, and disaster. Where do you put it?",
  steps: {
    pit: {
      title: "A pit on the way",
      text: [
        "A wide valley, and on its slope a small, steep pit. The ball starts above it. At a rate of 0.02 it rolls in and stays: every way out goes up, and the ball knows nothing but “down from here”. It comes to rest at a height of {trapped}, while the valley floor lies at 0.",
        "You have one dial.",
      ],
      choices: { small: "0.02", middle: "0.1", large: "2.1" },
      task: "Find a rate at which the ball gets past the pit and comes to rest on the valley floor.",
      done: "It is not force that carries it across: with a larger rate its steps are longer than the pit is wide, so it cannot settle inside.",
      live: "Step {step}: height {loss}",
      formula: [
        "Descent settles at a minimum only while `η < 2/λ`, where `λ` is the steepest curvature there.",
        "In the pit `λ =` {pit_curvature}, so `2/λ =` {pit_limit}. On the valley floor `λ =` {valley_curvature}, so the limit is {valley_limit}. Below {pit_limit} both places hold the ball; between, only the valley does; above {valley_limit}, nothing does.",
      ],
      slip: "The article says that a small rate “gets stuck in a small pit”. It depends on the pit: what counts is its curvature. A pit just as deep but wide (`λ` small) would hold the ball at a rate of 0.1 as well, and no rate makes sure of escape from every pit.",
    },
    between: {
      title: "Neither in nor out",
      text: [
        "Between “trapped” and “free” there is a narrow band. At 0.045 the rate is too large for the bottom of this pit. Is that already enough to get out of it?",
      ],
      choices: { try: "try 0.045" },
      ask: {
        question: "What will the ball do at 0.045?",
        answers: {
          rests: "Come to rest in the pit",
          leaves: "Leave the pit",
          neither: "Neither",
        },
        why: "It hops from wall to wall, for ever: too restless to settle, too slow to leave. The hops end up between two places, higher than the bottom. On this slope escape needs about 0.07.",
      },
    },
    heavy: {
      title: "A heavy ball",
      text: [
        "There is another way out: **momentum**. The ball keeps nine tenths of its speed from step to step, so it does not forget where it was going. The rate is 0.005 now, a seventh of what the pit can hold; without momentum that is as trapped as can be.",
      ],
      task: "Press Play and watch it cross the pit.",
      done: "Through, at a rate of 0.005. Memory did what a small step alone could not.",
      formula: [
        "`v ← 0.9 v − η ∇L`, then `w ← w + v`. Along a steady slope the speed adds up to ten times the plain step.",
        "No charm against all pits: at 0.001 even this ball is trapped.",
      ],
    },
    three: {
      title: "A real network now",
      text: [
        "On a drawn mountain one can see the pit coming. A real network follows a noisy wave here with {weights} weights and biases. Three copies start from the same place; only the rate differs: 0.01, 0.1 and 0.7.",
      ],
      ask: {
        question: "Whose loss is lowest after 300 steps?",
        answers: {
          small: "0.01: slow but sure",
          middle: "0.1",
          large: "0.7: the fastest",
        },
        why: "0.01 is safe and is still at {crawls}; 0.1 has reached {learns}, which is about as far as the noise allows. At 0.7 each step overshoots further than the one before: within some twenty steps the numbers leave the range of the machine. That is not bad luck. It happens with every seed we tried.",
      },
    },
    choose: {
      title: "Your choice",
      text: [
        "No one hands you the curvature of a network with a million weights. What does one do? One tries: rates a factor of three or ten apart, a short run each. Then one takes nearly the largest at which the curve still falls without shaking.",
      ],
      choices: { r0_001: "0.001", r0_01: "0.01", r0_1: "0.1", r0_5: "0.5" },
      task: "Find a rate that brings the loss below 0.03 within 200 steps. The coloured marks beside the dial warn you: they are measured from the curvature under the ball.",
      done: "Found as everyone finds it: by trying, on a scale of tens. The right rate belongs to this network and these data; another network wants its own.",
      live: "Step {step}: loss {loss}",
    },
  },
};
