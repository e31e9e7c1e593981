// The gallery in English.

export const galleryEn = {
  gallery_title: "Gallery",
  gallery_lede:
    "Experiments that are ready to run. Each is nothing but a link: open one, turn what you like, and share what you have found. What is written below a picture is held by tests, over many random seeds where chance has a part in it.",
  gallery_steps: "Steps and pits",
  gallery_rates: "The learning rate and the other knobs",
  gallery_depth: "Deep, and stuck",
  gallery_around: "A way around",
  gallery_fitting: "Too simple, too clever",
  gallery_missing:
    "One classic is missing: double descent, where a network with exactly as many free numbers as examples is worst on new points and a far larger one is good again. The core reproduces it with least squares (docs/presets.md, lesson 17), but not as an experiment that could be stepped through, so there is no card for it.",
};
