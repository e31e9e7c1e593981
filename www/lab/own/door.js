// The door to "Your own data": the dialog with its words comes when somebody first opens it. A file that is dropped anywhere on the page
// goes there, too; left to itself the browser would leave the page for it. Where the data are locked, it opens only for the table that
// the link itself asks for.

/** @param {import("./dialog.js").OwnContext} context */
export function createOwnDoor(context) {
  /** @type {Promise<ReturnType<typeof import("./dialog.js").createOwnDialog>> | undefined} */
  let arrival;
  /** @param {File} [file] */
  async function open(file) {
    const { experiment, rooms, store } = context;
    if (rooms.isClosed("data") && experiment.tables.has(store.spec)) return;
    try {
      arrival ??= import("./dialog.js").then(({ createOwnDialog }) => createOwnDialog(context));
      await (await arrival).open(file);
    } catch (error) {
      arrival = undefined; // a network that comes back may be asked again
      context.experiment.views.failed(String(error));
    }
  }
  const hasFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void open(file);
  });
  return {
    open,
    /** What is said where a run wants a table that is not here. @returns {import("../notices.js").Notice} */
    wish() {
      const { words } = context;
      return {
        kind: "table",
        tone: "note",
        text: () => words.say("table_wanted"),
        actions: [{ id: "bring-table", label: () => words.say("table_choose"), act: () => void open() }],
      };
    },
  };
}
