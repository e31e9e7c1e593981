/** Types of `<downhill-lab>`, an experiment with a real, tiny neural network in a page of yours. See docs/embedding.md. */

/** A value that could not be used, what was used instead, and why (`kind`). */
export interface Problem {
  field: string;
  kind: string;
  got: string;
  used: string;
  min?: number;
  max?: number;
  choices?: string[];
}

/** Where an experiment stands. What is not known is NaN. */
export interface State {
  /** waiting: not yet scrolled into view; asleep: its workers are given back, it comes back to the same step. */
  status: "waiting" | "loading" | "awake" | "asleep" | "failed";
  playing: boolean;
  step: number;
  /** Mean loss over all training rows. */
  loss: number;
  /** Share of training rows answered right, 0 to 1; NaN where answers are numbers. */
  accuracy: number;
  validationLoss: number;
  validationAccuracy: number;
  learningRate: number;
  /** Whether the run has left the range of numbers. */
  diverged: boolean;
  /** Fingerprint of all weights, the same in every browser: at this step if the run stands, else at one shortly before. */
  digest: string;
  /** The experiment as a link, without `#`. */
  link: string;
  problems: Problem[];
}

/** `detail` of each event. All bubble and cross shadow roots. */
export interface Events {
  /** It has begun for the first time: its first loss and fingerprint are known. */
  ready: State;
  /** It has walked, at most some 30 times a second. */
  step: State;
  /** The run has left the range of numbers. */
  diverged: { step: number; layer: number; cause: string };
  /** The reader has changed a setting: names and values as in the schema. */
  change: { changed: Record<string, number | string>; link: string };
  /** Values of attributes, of a link or of `set` that could not be used. */
  problems: Problem[];
  /** It could not be started; the fallback is shown. */
  failed: { message: string };
}

/** Settings by name, as in the schema: `{ learning_rate: 0.3 }`. */
export type Settings = Record<string, number | string | boolean>;

/** The element. Importing its module registers nothing: `define` does. */
export class DownhillLab extends HTMLElement {
  readonly state: State;
  /** The height at which nothing is scrolled and the picture has its usual shape, in CSS pixels. */
  readonly naturalHeight: number;
  play(): void;
  pause(): void;
  /** Pauses and makes so many steps. */
  step(count?: number): void;
  /** Back to step 0 with the same seed. */
  reset(): void;
  /** Another experiment by its link, or some settings of this one. Gives what could not be used. What else a link says is passed over. */
  set(wish: string | Settings): Promise<Problem[]>;
  addEventListener<Name extends keyof Events>(
    name: Name,
    listener: (this: DownhillLab, event: CustomEvent<Events[Name]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Registers the element, once; a name that another script has taken stays that script's. Gives the class that has the name. */
export function define(name?: string): CustomElementConstructor;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-lab": DownhillLab;
  }
}
