// Vite plugins for builds: what a bundler would keep although nothing uses it is left out.
import { existsSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** @returns {import("vite").Plugin[]} */
export const lean = () => [leanThree(), leanGlue()];

/** Where they really are, as the bundler names them: the folder of packages may be a link to another one. */
const SOURCES = realpathSync(at("node_modules/three/src"));
/** A module that exports what all of the replaced files do. */
const STAND_INS = at("www/stage/mountain/stand_ins.js");

/** Files of three's renderer that the mountain never runs. */
const REPLACED = [
  "shaders/DFGLUTData",
  "shaders/ShaderChunk",
  "shaders/ShaderLib",
  "shaders/UniformsLib",
  "webgl/WebGLBackground",
  "webgl/WebGLClipping",
  "webgl/WebGLEnvironments",
  "webgl/WebGLLights",
  "webgl/WebGLMaterials",
  "webgl/WebGLMorphtargets",
  "webgl/WebGLOutput",
  "webgl/WebGLShadowMap",
  "webgl/WebGLUniformsGroups",
  "webxr/WebXRManager",
];

/**
 * Three comes as one file in which the renderer makes shadows, environments and headsets whether a scene has them or not. Its sources
 * come with it, a file a subject, so they are bundled instead, and some of them are answered by stand-ins of our own.
 * @returns {import("vite").Plugin}
 */
function leanThree() {
  return {
    name: "downhill:lean-three",
    apply: "build",
    enforce: "pre",
    buildStart() {
      // A newer three may have other files; what is not found any more would be bundled whole, and nobody would notice.
      const gone = REPLACED.filter((name) => !existsSync(`${SOURCES}/renderers/${name}.js`));
      if (gone.length > 0)
        this.error(`three.js has no ${gone.join(", ")}: see ${fileURLToPath(import.meta.url)}`);
    },
    resolveId(name, from) {
      if (name === "three") return `${SOURCES}/Three.js`;
      const isInside = name.startsWith(".") && from?.startsWith(SOURCES);
      return isInside && REPLACED.some((path) => name.endsWith(`/${path.split("/")[1]}.js`))
        ? STAND_INS
        : undefined;
    },
  };
}

/**
 * The core's JavaScript is one module for the page, which calls five functions, and for the workers, which have the classes. Two lines a
 * class say to a bundler that it is used: one for `using`, which nothing here writes, one that might do anything. And none of the modules
 * is looked for beside its JavaScript: `www/state/modules.js` says where they are, and the core is not even in one piece.
 * @returns {import("vite").Plugin}
 */
export function leanGlue() {
  return {
    name: "downhill:lean-glue",
    apply: "build",
    transform(code, id) {
      if (!/\/www\/pkg\/\w+\.js$/.test(id)) return undefined;
      return {
        code: code
          .replaceAll(/^if \(Symbol\.dispose\).*$/gm, "")
          .replaceAll("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry(")
          .replaceAll(/new URL\(['"]\w+_bg\.wasm['"], import\.meta\.url\)/g, "undefined"),
        map: null,
      };
    },
  };
}
