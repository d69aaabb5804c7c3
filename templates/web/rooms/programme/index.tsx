// A programme: its set-up, its settings.
import type { Pages } from "../../rooms";
import { Settings } from "./settings";

export default { Settings } as Pages;
