// Chapter 2: learning with answers, and without.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const answers = {
  question: "Can you learn a language from somebody who never translates a word for you?",
  steps: {
    cards: {
      text: [
        "There are two ways to learn a foreign language. In the first you are given word cards: on the front a word, on the back its translation. Somebody has taken the trouble to write the right answer on the back of every one.",
        "Here are six, for Chinese. Below them stands a sentence that nobody has translated for you.",
      ],
      task: "Turn the two cards that you need to read the sentence.",
      done: "*Time* and *fly*: time flies. Nobody has shown you this sentence with its answer. You put it together from what the cards had taught you, and that is the point of learning: to be right about what was never on a card.",
      widget: {
        title: "Word cards",
        foreign: "zh-Hans",
        time_front: "时间",
        time_back: "time",
        dog_front: "狗",
        dog_back: "dog",
        fly_front: "飞",
        fly_back: "fly",
        rain_front: "雨",
        rain_back: "rain",
        book_front: "书",
        book_back: "book",
        chair_front: "椅子",
        chair_back: "chair",
        sentence: "时间飞逝",
        begin: "What does it say? Press a card to turn it.",
        half: "One word of it can be read now.",
        read: "Time flies.",
      },
    },
    labels: {
      title: "A machine with cards",
      text: [
        "This is [[supervised|supervised learning]]: examples together with their answers, which the field calls [[labels]]. Now a small network learns from cards. Every card is a point on a sheet of paper, and on its back stands which of two moons it belongs to. The machine guesses, turns the card over, sees how wrong it was, and takes a step downhill.",
        "The colours of the sheet are what it would say of a point there. Watch the border bend.",
      ],
      live: "Step {step}. It gets {right} of the cards right.",
      task: "Let it practise until it gets *95 of 100* cards right.",
      done: "It was never told a rule for moons. It was only told, card by card, how wrong it was.",
    },
    listens: {
      title: "A baby, listening",
      text: [
        "A baby gets no cards. It lies there and listens, and speech has no gaps between its words. Yet after some months it knows where one word ends and the next begins. Nobody has told it. How can it find out?",
        "Here is a language of four words that you do not know, spoken without a pause. The bar below a syllable says how sure the next one is, going by all that has been heard so far. Where it is anybody’s guess, a line is drawn.",
      ],
      task: "Let the baby listen until all *four words* have fallen out of the stream, and nothing else.",
      done: "Four words, although nobody has said what a word is. Inside a word the sounds keep company; at its end, anything may follow. In 1996 infants of eight months heard these very words for two minutes, and knew them afterwards. This is [[unsupervised|unsupervised learning]]: finding a pattern where nobody says what is right.",
      widget: {
        title: "A language without gaps",
        hear: "Hear three words more",
        minute: "Hear half a minute",
        again: "Forget everything",
        begin: "Nothing heard yet.",
        hears:
          "{count} syllables heard. The stream falls into pieces: {right} of the four words are among them, and {wrong} pieces that are none.",
        known:
          "{count} syllables heard. Inside a word the next syllable follows in {inside} of all cases; at the end of one, for example, in {after}. All four words are found, and nothing else.",
        failed: "This instrument could not be fetched. Please load the page again.",
      },
    },
    groups: {
      title: "Points without answers",
      text: [
        "The same with points. Here are some without labels. Three centres are dropped among them blindly, and then two things take turns. First every point joins the nearest centre. Then every centre moves to the middle of its points. That is all; the method is called [[k-means]].",
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
