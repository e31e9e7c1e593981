// Two players that bring no types for what is used here.

declare module "convnetjs" {
  const convnetjs: any;
  export default convnetjs;
}

declare module "brain.js/dist/neural-network.js" {
  const module: { default: new (options: object) => any };
  export default module;
}
