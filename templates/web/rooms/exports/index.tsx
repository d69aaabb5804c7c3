// Files of what is owed and of the figures, made while nobody waits.
import type { Pages } from "../../rooms";
import { Exports } from "./exports";

export default { Exports } as Pages;
