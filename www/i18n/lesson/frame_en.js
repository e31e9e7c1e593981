// What is known of the Lesson in English with any chapter of it: titles, terms, and what stands around the text.
import { glossary } from "./en/glossary.js";
import { titles } from "./en/titles.js";
import { ui } from "./en/ui.js";

export const frame = { ui, titles, glossary };
