// A programme: its set-up, its settings.
import type { Pages } from "../../rooms";
import { Settings } from "./settings";
import { Setup } from "./setup";

export default { Settings, Setup } as Pages;
