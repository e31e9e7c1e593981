// Chapter 15 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const exams = {
  question: "How do you find out what someone has really learned?",
  steps: {
    choose: {
      title: "The mock exam chooses",
      text: [
        "A good school sets three kinds of questions. **Homework** (training): one learns from it, so being good at it proves little. The **mock exam** (validation): one does not learn from it, but one looks at the result and changes one’s plans. The **final exam** (test): sealed until everything is decided.",
        "You are the head of the school. Three networks apply, two layers each, of 1, 4 and 32 units, for the disc with the wrong labels. Each is to train for 300 steps.",
      ],
      choices: { w1: "1 unit", w4: "4 units", w32: "32 units" },
      task: "Let each of them train for 300 steps, look at the mock exam, and end with the one you would take.",
      done: "{one}, {four}, {many} in the mock exam: four units it is. By the homework you would have taken the 32, who know it all by heart.",
      live: "Step {step}. Homework {train}%, mock exam {mock}%.",
    },
    final: {
      title: "The seal is broken once",
      text: [
        "You have chosen. Only now comes the final exam: a thousand points that nobody has learned from and nobody has looked at, not even you when you chose. They lie sealed above the mountain.",
        "Make your guess, let the four units train for 300 steps, and then open the seal.",
      ],
      ask: {
        question: "Compared with the mock exam, how will the final exam turn out?",
        answers: { worse: "Much worse", same: "About the same", better: "Much better" },
        why: "{final}, as in the mock exam. That is what an honest choice looks like: you have looked at the mock exam three times only, so there was little luck to collect. Now the seal is broken. If you go back from here, turn something and look again, this exam has become a second mock exam.",
      },
      after: [
        "How strong is luck? We let twenty networks learn labels that were tossed by coin, and opened the seal of every one. On average they got {coin} right, as they must. The luckiest had {lucky}. Whoever reports only that one has proved nothing, and does not even have to lie.",
      ],
    },
  },
};
