// Chapter 16 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const memorised = {
  question: "Can one tell by looking at the marks?",
  steps: {
    chance: {
      title: "Nothing to understand",
      text: [
        "Sixty points in one cloud. Whether a point is A or B was decided by a coin. There is no rule here, nothing to find out; whoever answers a new point can only guess.",
      ],
      ask: {
        question: "What will a network of 32 units in each of two layers reach?",
        answers: {
          neither: "Half right on the homework: there is nothing to learn",
          homework: "All of the homework, and half of what is new",
          both: "All of the homework and most of what is new",
        },
        why: "{train} of the homework, and {fresh} of the new points: a coin would do as well. In 2017 Chiyuan Zhang and colleagues did this with a million photographs, and a large network learned nearly all of those by heart, too. So a training loss of zero tells us one thing only: there was room enough.",
      },
    },
    same: {
      title: "The same network, with something to find",
      text: [
        "Again sixty points and the same network. This time there is a rule: disc inside, ring outside. Then we deal the sixty labels out anew, at random, and let it learn again. It can learn both by heart; we have just seen that it has the room.",
      ],
      choices: { kept: "true labels", dealt: "labels dealt out anew" },
      ask: {
        question:
          "Run it with the true labels, then with the dealt ones, 50 steps and more. Which is learned faster?",
        answers: { kept: "The true ones", dealt: "The dealt ones", equal: "Equally fast" },
        why: "After 50 steps the true labels are at a loss of {soon}, the dealt ones at {late}. And new points of the ring: {rule} right. The same network, the same number of points, the same loss of nearly zero on the homework in the end; yet one has found a rule and the other a list. No one told it which to do.",
      },
      after: [
        "Why a network that *could* memorise so often finds the rule is one of the large open questions. Rules are shorter than lists, and descent seems to come across the simple before the complicated; but that is a hint, not yet an explanation.",
      ],
    },
    question: {
      title: "An open question",
      text: [
        "You now know all the parts. A language model of today is the same walk: knobs by the hundred billion, a loss (how surprised was it by the next word?), a gradient, a step, ways around each of its many layers.",
        "Its homework was a large part of everything people have written. It answers well; at times astonishingly well.",
        "**Has it understood, or has it memorised?** And before you answer: how would you set it a final exam, with questions that cannot have stood anywhere in its homework? What would have to come out for you to say “understood”? And would you pass that exam yourself?",
      ],
      after: [
        "We do not know the answer. But you have what you need to ask well: which homework, which exam, and who has seen the questions before.",
      ],
    },
  },
};
