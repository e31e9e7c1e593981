// What the chapters are called.

export const titles = {
  mountain: "The mountain",
  answers: "Learning with answers, and without",
  vote: "A vote with weights",
  dial: "From a switch to a dial",
  layers: "Many votes in layers",
  wrong: "How wrong?",
  down: "Which way is down?",
  onion: "The chain rule, an onion",
  loop: "Forward, compare, backward, step",
  learning_rate: "The learning rate",
  knobs: "The other knobs",
  stuck: "Deeper and deeper, and stuck",
  residual: "A way around",
  fit: "Too simple, too clever",
  exams: "Homework, mock exam, final exam",
  memorised: "Understood, or memorised?",
};
