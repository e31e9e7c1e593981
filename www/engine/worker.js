// Both kinds of workers in one file, so that the core's JavaScript is fetched once: each listens where it is called by its name.
import { listen as sample } from "./sampling_worker.js";
import { listen as train } from "./training_worker.js";

if (self.name === "training") train();
else sample();
