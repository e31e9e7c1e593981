// What is used here of two players that bring no types.

declare module "convnetjs" {
  export interface Vol {
    w: Float64Array;
  }
  export interface Layer {
    layer_type: string;
    filters: Vol[];
    biases: Vol;
  }
  export interface Net {
    layers: Layer[];
    makeLayers(definitions: object[]): void;
    forward(input: Vol, isTraining: boolean): Vol;
  }
  const convnetjs: {
    Net: new () => Net;
    Vol: new (numbers: number[]) => Vol;
    Trainer: new (net: Net, options: object) => { train(input: Vol, answer: number | number[]): void };
  };
  export default convnetjs;
}

declare module "brain.js/dist/neural-network.js" {
  export interface NeuralNetwork {
    sizes: number[];
    trainOpts: object;
    biases: Float32Array[];
    weights: Float32Array[][];
    initialize(): void;
    runInput(input: number[]): Float32Array;
    trainPattern(pattern: { input: number[]; output: number[] }): void;
  }
  const module: { default: new (options: object) => NeuralNetwork };
  export default module;
}
