// What is known of the Lesson in Chinese with any chapter of it: titles, terms, and what stands around the text.
import { glossary } from "./zh/glossary.js";
import { titles } from "./zh/titles.js";
import { ui } from "./zh/ui.js";

export const frame = { ui, titles, glossary };
