// What a funder asks: what do I owe, to whom, and was it useful?
import type { Pages } from "../../rooms";
import { Dashboard } from "./dashboard";
import { Programmes } from "./programmes";

export default { Programmes, Dashboard } as Pages;
