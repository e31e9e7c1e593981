/**
 * What stands in the built page for parts of three.js that the mountain never runs: it draws meshes with shaders of its own before a
 * plain colour, without lights, shadows, fog, environments or headsets. Three's renderer makes all of these nevertheless, so a bundler
 * has to keep them. `xtask/lean.js` puts these in their place; each does for such a scene what the original does.
 */
// @ts-expect-error: types come with the package of types, and that knows no inner files
import colorspace_pars_fragment from "three/src/renderers/shaders/ShaderChunk/colorspace_pars_fragment.glsl.js";

const nothing = () => {};

/** The only code that the renderer adds to a shader of ours. */
export const ShaderChunk = { colorspace_pars_fragment };
/** Shaders of materials that nothing here has, and their uniforms. */
export const ShaderLib = {};
export const UniformsLib = {};
/** A table for materials with physical light. */
export const getDFGLUT = () => null;

/** Nothing is mirrored. */
export const WebGLEnvironments = class {
  get = () => null;
  dispose = nothing;
};

/** A scene's colour, and black where it has none. */
export const WebGLBackground = class {
  /**
   * @param {{autoClear: boolean, autoClearColor: boolean, autoClearDepth: boolean, autoClearStencil: boolean, clear: (...what: boolean[]) => void}} renderer
   * @param {unknown} _environments
   * @param {{buffers: {color: {setClear: Function, setMask: Function}, depth: {setTest: Function, setMask: Function}}}} state
   * @param {unknown} _objects @param {boolean} alpha @param {boolean} premultiplied
   */
  constructor(renderer, _environments, { buffers }, _objects, alpha, premultiplied) {
    this.render = (/** @type {{background?: {r: number, g: number, b: number} | null}} */ { background }) => {
      const { r, g, b } = background ?? { r: 0, g: 0, b: 0 };
      buffers.color.setClear(r, g, b, background || !alpha ? 1 : 0, premultiplied);
      if (!background && !renderer.autoClear) return;
      buffers.depth.setTest(true);
      buffers.depth.setMask(true);
      buffers.color.setMask(true);
      renderer.clear(renderer.autoClearColor, renderer.autoClearDepth, renderer.autoClearStencil);
    };
  }
  addToRenderList = nothing;
  dispose = nothing;
};

/** No light throws a shadow. */
export const WebGLShadowMap = class {
  enabled = false;
  render = nothing;
};

/** No light shines: how many of each kind, which a program is made for. */
export const WebGLLights = class {
  state = {
    version: 0,
    sun: [],
    sunShadowMap: [],
    directional: [],
    directionalShadowMap: [],
    point: [],
    pointShadowMap: [],
    spot: [],
    spotShadowMap: [],
    spotLightMap: [],
    rectArea: [],
    hemi: [],
    numSpotLightShadowsWithMaps: 0,
    numLightProbes: 0,
  };
  setup = nothing;
  setupView = nothing;
};

/** A material's uniforms are what its owner sets. */
export const WebGLMaterials = class {
  refreshFogUniforms = nothing;
  refreshMaterialUniforms(
    /** @type {unknown} */ _uniforms,
    /** @type {{uniformsNeedUpdate: boolean}} */ material,
  ) {
    material.uniformsNeedUpdate = false;
  }
};

/** No shape is between two others. */
export const WebGLMorphtargets = class {
  update = nothing;
};

/** Uniforms are set one by one. */
export const WebGLUniformsGroups = class {
  update = nothing;
  bind = nothing;
  dispose = nothing;
};

/** Nothing is cut off by a plane. */
export const WebGLClipping = class {
  uniform = { value: null };
  numPlanes = 0;
  numIntersection = 0;
  init = () => false;
};

/** Nothing is done to a finished picture. */
export const WebGLOutput = class {};

/** No headset is worn. */
export const WebXRManager = class {
  enabled = false;
  isPresenting = false;
  addEventListener = nothing;
  removeEventListener = nothing;
  setAnimationLoop = nothing;
  dispose = nothing;
};
