// A worker seen from the page: requests with answers, a watch for silence, and a replacement when it dies.
// What the messages mean is not known here.
import { SILENCE_MS } from "./protocol.js";

/** Between two questions whether the worker lives, in milliseconds. */
const PING_MS = 1000;

/**
 * @template {{type: string}} Command
 * @template {{type: string, id?: number, message?: string, value?: any, ms?: number}} Message
 */
export class Post {
  /** @type {Worker} */
  #worker;
  /** @type {Map<number, {done: (value: any) => void, fail: (error: Error) => void}>} */
  #open = new Map();
  #nextId = 1;
  #deadline = 0;
  #lastLook = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;
  #isClosed = false;
  /** What is kept back for a worker with another core. @type {{command: Command, transfer: Transferable[]}[] | undefined} */
  #held;

  /**
   * @param {() => Worker} spawn
   * @param {import("./parts.js").Parts} parts of the core, compiled once, on the page
   * @param {{onMessage: (message: Message) => void, onDeath: (reason: string) => void}} listeners
   */
  constructor(spawn, parts, listeners) {
    this.spawn = spawn;
    this.parts = parts;
    this.listeners = listeners;
    this.#worker = this.#start();
  }

  /** The worker of now, for the console and for tests that end one on purpose. */
  get worker() {
    return this.#worker;
  }

  /** @param {Command} command @param {Transferable[]} [transfer] */
  send(command, transfer = []) {
    if (this.#held) this.#held.push({ command, transfer });
    else this.sendNow(command, transfer);
  }

  /** Past what is kept back. @param {Command} command @param {Transferable[]} [transfer] */
  sendNow(command, transfer = []) {
    if (!this.#isClosed) this.#worker.postMessage(command, transfer);
  }

  get isHolding() {
    return this.#held !== undefined;
  }

  /** Keeps commands back until `exchange` or `release`; the worker goes on with what it has. */
  hold() {
    this.#held ??= [];
  }

  /** Sends what was kept back. */
  release() {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { command, transfer } of held) this.send(command, transfer);
  }

  /**
   * A worker with another core takes over. Nothing that was sent may be unanswered, only what is kept back: see `ask`.
   * @param {import("./parts.js").Parts} parts
   * @param {Command[]} first what brings it to where the other one is
   */
  exchange(parts, first) {
    if (this.#isClosed) return;
    this.#silence();
    this.parts = parts;
    this.#worker = this.#start();
    for (const command of first) this.sendNow(command);
    this.release();
  }

  /**
   * Sends a command with a fresh `id` and gives its answer.
   * @param {(id: number) => Command} command
   * @param {"in turn" | "now"} [manner] now: past what is kept back; its answer comes when all that was sent has been answered
   * @returns {Promise<any>}
   */
  ask(command, manner = "in turn") {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((done, fail) => {
      this.#open.set(id, { done, fail });
      const asked = command(id);
      if (manner === "now") this.sendNow(asked);
      else this.send(asked);
    });
  }

  /** The rest of the core has come: for this worker, and for those after it. @param {WebAssembly.Module} rest */
  complete(rest) {
    this.parts = { ...this.parts, rest };
    if (!this.#isClosed) this.#worker.postMessage({ type: "rest", rest });
  }

  /** Ends this worker and starts another one. Open requests fail. */
  replace() {
    if (this.#isClosed) return;
    this.#stop("the worker was replaced");
    this.#worker = this.#start();
  }

  dispose() {
    this.#isClosed = true;
    this.#stop("the engine was closed");
  }

  #start() {
    const worker = this.spawn();
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#receive(data);
    };
    const die = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      const text = "message" in event ? String(event.message) : "";
      this.#die(text || "the worker could not be loaded");
    };
    worker.onerror = die;
    worker.onmessageerror = die;
    worker.postMessage({ type: "core", parts: this.parts });
    // Loading the worker's files may take a while on a slow line.
    this.#deadline = performance.now() + 3 * SILENCE_MS;
    this.#lastLook = performance.now();
    this.#watch = setInterval(() => this.#look(), PING_MS);
    return worker;
  }

  /** @param {string} reason */
  #stop(reason) {
    this.#silence();
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { fail } of open) fail(new Error(reason));
  }

  #silence() {
    clearInterval(this.#watch);
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.terminate();
  }

  #look() {
    const now = performance.now();
    // A page that slept (closed laptop, hidden tab) has read no mail: that is not the worker's silence.
    if (now - this.#lastLook > 4 * PING_MS) this.#deadline = now + SILENCE_MS;
    this.#lastLook = now;
    if (now > this.#deadline) this.#die("the worker fell silent");
    else this.#worker.postMessage({ type: "ping" });
  }

  /** @param {Message} message */
  #receive(message) {
    const now = performance.now();
    this.#deadline = now + SILENCE_MS + (message.ms ?? 0);
    if (message.type === "busy") return;
    if (message.type === "dead") {
      this.#die(message.message ?? "");
    } else if (message.type === "answer" || message.type === "refused") {
      const request = this.#open.get(message.id ?? 0);
      this.#open.delete(message.id ?? 0);
      if (message.type === "answer") request?.done(message.value);
      else if (request) request.fail(new Error(message.message));
      else this.listeners.onMessage(message);
    } else if (message.type !== "alive") {
      this.listeners.onMessage(message);
    }
  }

  /** @param {string} reason */
  #die(reason) {
    this.#stop(reason);
    this.listeners.onDeath(reason);
  }
}
