// The way to the check of a run, which is fetched when somebody first asks for it.

/** @param {Parameters<typeof import("./verify.js").createVerify>[0]} context */
export function createVerifyDoor(context) {
  /** @type {ReturnType<typeof import("./verify.js").createVerify> | undefined} */
  let dialog;
  return {
    async open() {
      const { createVerify } = await import("./verify.js");
      dialog ??= createVerify(context);
      dialog.open();
    },
  };
}
