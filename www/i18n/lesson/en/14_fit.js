// Chapter 14 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const fit = {
  question: "The loss is zero. Should we be happy?",
  steps: {
    simple: {
      title: "Too simple",
      text: [
        "Sixty points to learn from: a disc inside a ring. And life is untidy: nine of the sixty carry the wrong label. The points of [[validation]] (nearly a thousand, all labelled correctly) are not learned from; they are only asked.",
        "One unit can draw one straight border. There is no straight line around a disc: after 300 steps {simple_train} of its homework is right and {simple_new} of what is new. It is **[[underfitting]]**: too simple for the task, and no amount of patience helps.",
      ],
      choices: { one: "1 unit", six: "6 units" },
      task: "Give it six units, until it gets more than 80% of the new points right.",
      done: "Six bends make a ring. Look at the map: some training points lie on the wrong side of the border. Those are mostly the wrong labels, and it is right not to believe them.",
    },
    clever: {
      title: "Too clever",
      text: [
        "Now two layers of 32 units: far more weights than points. The training loss will go to zero; you may rely on it.",
      ],
      ask: {
        question: "And the loss on *new* points (validation): what will it do from step 50 to step 500?",
        answers: { falls: "Fall as well", flat: "Stay where it is", climbs: "Climb" },
        why: "At step 50 it is {low}, at step 1000 {high}. The network has learned its sixty points by heart: {clever_train} of the homework is right, wrong labels included, and only {clever_new} of the new points. Look at the islands in the map: each was built for the sake of one wrong label. This is **[[overfitting]]**.",
      },
    },
    veil: {
      title: "The valleys drift apart",
      text: [
        "The same run as a landscape. The sheet is the loss on the homework, the veil over it the loss on new points. At first both slope the same way, and what is good for one is good for the other.",
      ],
      task: "Let it run for 200 steps and watch the veil rise off the valley while the ball walks on down.",
      done: "The ball can only feel the sheet. It walks on, deeper and deeper, where the veil goes up.",
    },
    rein: {
      title: "What helps",
      text: [
        "Three remedies, all simple. Stop early, where the validation loss is lowest. Rein the weights in (**L2**: every weight is drawn towards zero a little, so a wild border costs something). Or bring more points, if you can get them.",
      ],
      choices: { none: "nothing", l2: "L2 penalty 0.01", more: "1000 points" },
      task: "Try the penalty and the larger homework, at least 100 steps, and compare what is right on new points.",
      done: "With the penalty the same large network gets {held_new} of the new points right. It now leaves wrong labels alone, because a border for their sake would be too dear.",
      live: "Right: {train}% of the homework, {fresh}% of what is new.",
      after: [
        "It is no law that large networks overfit: with plenty of clean points this one would do well, and the networks of today are far larger than older theory would have advised. But the question must be asked every time, and training data cannot answer it.",
      ],
    },
    chair: {
      title: "A dog sits down",
      text: [
        "Is there a person in the picture? The network sees two numbers of it: how much something *looks* like a person, which is blurred, and whether there is a *chair*, which is sharp. In the rooms where the pictures for learning were taken, nearly everyone on a chair is a person.",
        "Let it learn, and see in the map what its border asks for: the look, or the chair? Then open the test. Its pictures were taken elsewhere. Half of the chairs there are empty, or a dog sits on them.",
      ],
      ask: {
        question: "On new pictures from the same rooms it is nearly always right. And elsewhere?",
        answers: { same: "There, too", worse: "Much less often" },
        why: "{chair_new} of the new pictures from the same rooms, {chair_final} elsewhere. In those rooms the chair was the better clue: it told the truth 95 times in 100, the look 84 times. So the network asked the chair, as it was trained to do. Then a dog sits down, and is a person.",
      },
      after: [
        "This is no overfitting. The network has not learned accidents of single points but a rule that held in every picture it could have been asked about, only not in the world. No validation from the same rooms can show that. The field calls it [[shortcut|shortcut learning]].",
      ],
    },
  },
};
