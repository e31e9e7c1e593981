// Places of the Lab that are reached by one act: a control gets the focus, a button or a heading is pressed. Keys lead to some of them;
// the tests look at all of them, so whoever adds a panel adds it here.

/**
 * `key` leads there; `opens`: more is seen after a press; `dialog`: that is one.
 * @typedef {{name: string, at: string, key?: string, opens?: true, dialog?: string}} Panel
 */

/** @type {readonly Panel[]} */
export const PANELS = [
  { name: "dial", at: "#learning-rate", key: "d" },
  { name: "branch", at: "#branch-here", key: "b" },
  { name: "gradients", at: "#tab-gradients", key: "g" },
  { name: "network", at: "#tab-network", key: "n", opens: true },
  { name: "exam", at: "#exam-details > summary", key: "e", opens: true },
  { name: "share", at: "#share", key: "s", opens: true, dialog: "#share-dialog" },
  { name: "check", at: "#verify", key: "c", opens: true, dialog: "#verify-dialog" },
  { name: "keys", at: "#shortcuts", opens: true, dialog: "dialog.shortcuts" },
  { name: "settings", at: ".settings details > summary", opens: true },
  { name: "own", at: "#own-data", opens: true, dialog: "#own-dialog" },
];
