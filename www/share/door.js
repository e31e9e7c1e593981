// What of sharing is there from the start: the ways to the parts that are fetched when they are wanted.
import { isPlain } from "../state/room.js";

/** @param {Omit<import("./dialog.js").ShareContext, "surroundings">} context */
export function createShareDoor(context) {
  const { rooms, words, lab } = context;
  /** @type {Promise<import("./dialog.js").ShareDialog> | undefined} */
  let dialog;
  async function fetchDialog() {
    const [{ createShareDialog }, surroundings] = await Promise.all([
      import("./dialog.js"),
      lab.surroundings,
    ]);
    return createShareDialog({ ...context, surroundings });
  }
  let isFurnished = false;
  async function furnish() {
    if (isFurnished) return;
    isFurnished = true;
    (await import("./room.js")).furnish({ rooms, words });
  }
  if (!isPlain(rooms.room)) void furnish();
  rooms.listen(() => void furnish());

  return {
    async open() {
      dialog ??= fetchDialog();
      try {
        (await dialog).open();
      } catch (error) {
        dialog = undefined; // a network that comes back may be asked again
        lab.experiment.views.failed(String(error));
      }
    },
  };
}
