// Chapter 2: learning with answers, and without.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const answers = {
  title: "Learning with answers, and without",
  question: "Can you learn a language from somebody who never translates a word for you?",
  steps: {
    labels: {
      text: [
        "There are two ways to learn a foreign language. In the first you are given word cards: on the front a sentence, on the back its translation. *Time* is here, *fly* is there, and after enough cards you know why “time flies” is not about insects. Somebody has written the right answer on the back of every card.",
        "This is [[supervised|supervised learning]]: examples together with their answers, which the field calls [[labels]]. At the right a small network learns from cards. Every card is a point on a sheet of paper, and on its back stands which of two moons it belongs to. The machine guesses, turns the card over, sees how wrong it was, and takes a step downhill.",
      ],
      live: "Step {step}. It gets {right} of the cards right.",
      task: "Let it practise until it gets *95 of 100* cards right.",
      done: "It was never told a rule for moons. It was only told, card by card, how wrong it was.",
    },
    groups: {
      title: "Without answers",
      text: [
        "A baby gets no cards. It lies there and listens, and after some months it knows where one word ends and the next begins, because some sounds keep company and others do not. Nobody has told it anything. It has found a pattern. That is [[unsupervised|unsupervised learning]].",
        "Here are points without labels. Three centres are dropped among them blindly, and then two things take turns. First every point joins the nearest centre. Then every centre moves to the middle of its points. That is all; the method is called [[k-means]].",
      ],
      task: "Press **Next half-step** until nothing moves any more.",
      done: "Three groups, and nobody said what a group is. But look: it cannot tell you what the groups *mean*, either. For that you would need a label.",
      widget: {
        title: "Points without answers",
        picture: "Points in a square, and three crosses.",
        step: "Next half-step",
        add: "Add a point here",
        again: "Other first centres",
        begin: "Three centres stand among the points. Nobody belongs to anybody yet.",
        assigned:
          "Half-step {half}: every point has joined its nearest centre. Distances squared and added: {inertia}.",
        moved:
          "Half-step {half}: every centre has moved to the middle of its points. Distances squared and added: {inertia}.",
        rest: "Nothing moves any more, after {half} half-steps. Distances squared and added: {inertia}.",
        failed: "This instrument could not be fetched. Please load the page again.",
      },
      formula: [
        "The number below the picture is `Σ ‖point − its centre‖²`. Neither kind of half-step can make it larger: each point takes its nearest centre, and the mean is the place with the smallest sum of squares. A number that never rises and cannot fall below 0 must settle, so the method always comes to rest.",
        "It need not rest at the best grouping. Start from other centres, and sometimes it rests at a worse one. There is a mountain here, too, with more than one valley.",
      ],
    },
    own: {
      title: "Your own points",
      text: [
        "Now confuse it. Press anywhere in the picture to add a point: between two groups, or far from all of them. On the keyboard, move the cross with the arrow keys and press Enter.",
      ],
      task: "Add *three points* of your own and let the groups come to rest again.",
      done: "Every point had to belong somewhere, even the one that belongs nowhere. A method that finds patterns will find one, whether or not there is one.",
      widget: {
        title: "Your points, too",
        picture: "Points in a square, and three crosses.",
        step: "Next half-step",
        add: "Add a point here",
        again: "Other first centres",
        begin: "Press into the picture to add points. Then take half-steps.",
        assigned:
          "Half-step {half}: every point has joined its nearest centre. Distances squared and added: {inertia}.",
        moved:
          "Half-step {half}: every centre has moved to the middle of its points. Distances squared and added: {inertia}.",
        rest: "Nothing moves any more, after {half} half-steps. Distances squared and added: {inertia}.",
        failed: "This instrument could not be fetched. Please load the page again.",
      },
      after: [
        "From here on we stay with the word cards: with learning that knows the right answers. It is the kind in which a number can say how wrong one is, and so the kind in which there is a mountain to walk down.",
      ],
    },
  },
};
