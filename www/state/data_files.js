// Where tables come from that the core does not carry: files beside the page. In the single-file build the bundler puts another
// module in this place.

/** @type {Record<string, () => URL>} */
const ADDRESSES = {
  iris: () => new URL("../../crate/data/iris.csv", import.meta.url),
  wine: () => new URL("../../crate/data/wine.csv", import.meta.url),
  digits: () => new URL("../../crate/data/digits.csv", import.meta.url),
};

/**
 * The bytes of a data set's table; nothing for data that the core has or makes.
 * @param {string} dataset
 * @returns {Promise<Uint8Array> | undefined}
 */
export function fetchTable(dataset) {
  const address = ADDRESSES[dataset]?.();
  return address && bytesOf(address);
}

/** @param {URL} address @returns {Promise<Uint8Array>} */
async function bytesOf(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}
