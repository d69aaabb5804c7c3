// The agent's desk: hand a pass out, know where people go with it, and what became of those handed out.
import type { Pages } from "../../rooms";
import { Centres } from "./centres";
import { HandOut } from "./hand_out";

export default { HandOut, Centres } as Pages;
