// The script for one tag: `<script type="module" src=".../embed.js"></script>` makes `<downhill-lab>` known.
import { define } from "./element.js";

define();
