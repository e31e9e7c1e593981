// Where the compiled core comes from: a file beside the page. In the single-file build the bundler puts another module in this place.

/**
 * Fetches and compiles the core once; the module is then instantiated here and, by message, in the workers.
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compileCore() {
  const response = await fetch(new URL("../pkg/downhill_bg.wasm", import.meta.url));
  if (!response.ok) throw new Error(`downhill_bg.wasm: ${response.status} ${response.statusText}`);
  // Some hosts do not know the type of wasm, and streaming insists on it.
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped
    ? await WebAssembly.compileStreaming(response)
    : await WebAssembly.compile(await response.arrayBuffer());
}
