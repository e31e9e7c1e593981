// The words that come with the element, in both languages.
import { embedEn } from "../i18n/embed_en.js";
import { embedZh } from "../i18n/embed_zh.js";

export const embedWords = { en: embedEn, zh: embedZh };
