// Chapter 15 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const exams = {
  title: "Homework, mock exam, final exam",
  question: "How do you find out what someone has really learned?",
  steps: {
    choose: {
      title: "The mock exam chooses",
      text: [
        "A good school sets three kinds of questions. **Homework** (training): one learns from it, so being good at it proves little. The **mock exam** (validation): one does not learn from it, but one looks at the result and changes one's plans. The **final exam** (test): sealed until everything is decided.",
        "You are the head of the school. Three networks apply, two layers each, of 1, 4 and 32 units, for the disc with the wrong labels. Each is to train for 300 steps.",
      ],
      choices: { w1: "1 unit", w4: "4 units", w32: "32 units" },
      task: "Let each of them train for 300 steps, look at the mock exam, and end with the one you would take.",
      done: "{one}, {four}, {many} in the mock exam: four units it is. By the homework you would have taken the 32, who know it all by heart.",
      live: "Step {step}. Homework {train}%, mock exam {mock}%.",
    },
  },
};
